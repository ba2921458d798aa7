import { request } from 'node:http';
import { sendMails } from '../../../test/factories/mail';
import { startTestApp } from '../../../test/setup';
import type { TestApp } from '../../../test/setup';

let app: TestApp;
afterEach(() => app.stop());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}
/** `fetch` chooses the Host by itself. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const req = request(`${app.baseUrl}${path}`, { headers }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (part: string) => (body += part));
      res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body }));
    });
    req.on('error', reject).end();
  });

test('INT-03 the local inbox lists mails, newest first, and shows each as HTML in a frame and as text', async () => {
  app = await startTestApp();
  expect((await get('/inbox')).body).toContain('Belum ada email');
  const tenant = await app.registerTenant({ ownerName: 'Rina <script>' });
  await sendMails();
  const list = await get('/inbox', { 'accept-language': 'en' });
  expect(list.status).toBe(200);
  expect(list.body).toContain('The inbox of this machine');
  expect(list.body).toContain(tenant.email);
  const path = /href="(\/inbox\/[0-9a-f-]{36})"/.exec(list.body)![1]!;
  const mail = await get(path);
  expect(mail.body).toContain('<iframe sandbox="allow-top-navigation-by-user-activation allow-popups"');
  expect(mail.body).toContain('/verify#');
  expect(mail.body).toContain('Rina &lt;script&gt;');
  for (const { headers, body } of [mail, await get(`${path}/html`)]) {
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toContain('<script');
  }
  expect((await get('/inbox/018f0000-0000-7000-8000-00000000000a')).status).toBe(404);
  expect((await get(`${path}/source`)).status).toBe(404);
});

test('INT-03 SEC-01 the local inbox is shown to this machine alone', async () => {
  app = await startTestApp();
  const asked = (headers: Record<string, string>) => get('/inbox', headers).then(({ status }) => status);
  expect(await asked({})).toBe(200);
  expect(await asked({ host: 'kasir.example.com' })).toBe(404);
  expect(await asked({ 'x-forwarded-for': '203.0.113.9' })).toBe(404);
});

test.each([
  ['where an SMTP server takes mail', { smtpUrl: 'smtp://127.0.0.1:9', localInbox: false }],
  ['in production without the demo', { localInbox: false }],
])('INT-03 there is no local inbox %s', async (_where, settings) => {
  app = await startTestApp(settings);
  expect((await get('/inbox')).status).toBe(404);
});
