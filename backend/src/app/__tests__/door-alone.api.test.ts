import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { catalogFactory } from '../../../test/factories/catalog';
import { startTestApp } from '../../../test/setup';

test('SEC-02 PERF-02 what memory answers takes its points, and is refused when none is left', async () => {
  const limited = await startTestApp({ rateLimitMax: 400, rateLimitWindow: 3_600_000 });
  try {
    const tenant = await limited.registerTenant();
    const statuses: number[] = [];
    for (let n = 0; n < 403; n += 1) statuses.push((await tenant.api('GET', '/settings')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(400);
    expect(statuses.slice(400)).toEqual([429, 429, 429]);
  } finally {
    await limited.stop();
  }
});

/** Without a client that takes compression apart by itself. */
async function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request(url, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts) }));
    })
      .on('error', reject)
      .end();
  });
}

test('PERF-02 where nothing in front compresses, a menu in memory is compressed once', async () => {
  const alone = await startTestApp({ webDir: '/nowhere' });
  try {
    const tenant = await alone.registerTenant();
    for (let n = 0; n < 8; n += 1) await catalogFactory(tenant.api).product({ name: `Kopi nomor ${n}` });
    const path = `/menu?outletId=${tenant.outletId}`;
    const plain = await tenant.api('GET', path, undefined, { 'accept-encoding': 'identity' });
    const url = `${alone.baseUrl}/api/v1${path}`;
    const authorization = `Bearer ${tenant.token}`;
    for (let n = 0; n < 5; n += 1) {
      const answer = await raw(url, { authorization, 'accept-encoding': 'gzip' });
      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(answer.headers.vary).toBe('Authorization, Accept-Encoding');
      expect(gunzipSync(answer.body).toString()).toBe(plain.text);
      expect(answer.headers.etag).toBe(plain.headers.get('etag'));
    }
    const me = `${alone.baseUrl}/api/v1/auth/me`;
    for (let n = 0; n < 3; n += 1)
      expect(
        (await raw(me, { authorization, 'accept-encoding': 'gzip' })).headers['content-encoding'],
      ).toBeUndefined();
  } finally {
    await alone.stop();
  }
});
