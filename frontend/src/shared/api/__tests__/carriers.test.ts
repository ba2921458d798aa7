import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { axiosCarrier } from '../axios-carrier';
import { NoAnswer, type Outgoing } from '../carrier';
import { fetchCarrier } from '../fetch-carrier';

let server: Server;
let origin = '';
let asked = 0;

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

/** The page's own server: both carriers really go to it. */
beforeAll(async () => {
  server = createServer((request, response) => {
    void read(request).then((body) => {
      asked += 1;
      const { pathname } = new URL(request.url ?? '/', 'http://till.test');
      if (pathname === '/silent') return;
      if (pathname === '/cut') return void response.destroy();
      if (pathname === '/file') return void response.end('a;b\n1;2');
      if (pathname === '/nothing') return void response.writeHead(204).end();
      if (pathname === '/page') return void response.end('<p>Masuk ke Wi-Fi hotel</p>');
      if (pathname === '/refused')
        return void response.writeHead(409, { 'X-Request-Id': 'r-1' }).end('{"code":"conflict"}');
      const { authorization } = request.headers;
      response.end(JSON.stringify({ method: request.method, url: request.url, authorization, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(`${origin}/`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (address: string, more: Partial<Outgoing> = {}): Outgoing => ({
  method: 'GET',
  address,
  headers: { Authorization: 'Bearer t' },
  reads: 'json',
  timeoutMs: 5_000,
  ...more,
});

describe.each([
  ['fetch', fetchCarrier],
  ['axios', axiosCarrier],
])('WEB-05 %s takes a call there and back', (_name, carrier) => {
  test('WEB-05 method, address, headers and body arrive; the answer is read as JSON', async () => {
    const body = JSON.stringify({ a: 1 });
    const answer = await carrier(ask('/echo?x=1', { method: 'POST', body }));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ method: 'POST', url: '/echo?x=1', authorization: 'Bearer t', body });
  });

  test('WEB-05 a refusal is an answer, with its headers, also where a file was asked for', async () => {
    for (const reads of ['json', 'blob'] as const) {
      const answer = await carrier(ask('/refused', { reads }));
      expect([answer.status, answer.body, answer.header('X-Request-Id')]).toEqual([
        409,
        { code: 'conflict' },
        'r-1',
      ]);
    }
  });

  test('WEB-05 nothing is nothing, and what is no JSON stays text', async () => {
    expect((await carrier(ask('/nothing'))).body).toBeUndefined();
    expect((await carrier(ask('/page'))).body).toContain('hotel');
  });

  test('WEB-05 a file comes as its bytes', async () => {
    const { body } = await carrier(ask('/file', { reads: 'blob' }));
    expect(await (body as Blob).text()).toBe('a;b\n1;2');
  });

  const faultOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'answered',
      (error: unknown) => (error instanceof NoAnswer ? error.code : error),
    );

  test('WEB-05 a line that breaks is told apart from a server that is slow', async () => {
    expect(await faultOf(carrier(ask('/cut')))).toBe('network');
    expect(await faultOf(carrier(ask('/silent', { timeoutMs: 50 })))).toBe('timeout');
  });

  test('WEB-05 a caller who no longer wants the answer ends the call, be it before it began', async () => {
    const stop = new AbortController();
    const before = asked;
    const call = faultOf(carrier(ask('/silent', { signal: stop.signal })));
    await vi.waitFor(() => expect(asked).toBe(before + 1));
    stop.abort();
    expect(await call).toBe('cancelled');
    expect(await faultOf(carrier(ask('/silent', { signal: stop.signal })))).toBe('cancelled');
    expect(asked).toBe(before + 1);
  });

  test('WEB-03 a file goes up whole', async () => {
    const form = new FormData();
    form.append('file', new File(['nama;harga'], 'menu.csv'));
    const { body } = await carrier(ask('/echo', { method: 'POST', body: form }));
    expect((body as { body: string }).body).toContain('nama;harga');
  });
});
