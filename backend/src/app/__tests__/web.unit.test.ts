import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import helmet from 'helmet';
import { webRouter } from '../web';

const SCRIPT = `console.log(${JSON.stringify('meja '.repeat(400))})`;
const PAGE = `<!doctype html><p>${'Meja '.repeat(400)}</p>`;
const TILL_PAGE = `<!doctype html><link rel="modulepreload"><p>${'Kasir '.repeat(400)}</p>`;
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meja-web-'));
  fs.mkdirSync(path.join(folder, 'assets'));
  for (const [name, text] of [
    ['assets/till-1.js', SCRIPT],
    ['index.html', PAGE],
    ['till.html', TILL_PAGE],
  ] as const) {
    fs.writeFileSync(path.join(folder, name), text);
    fs.writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(text));
    fs.writeFileSync(path.join(folder, `${name}.gz`), gzipSync(text));
  }
  fs.writeFileSync(path.join(folder, 'assets/font.woff2'), 'font');
  server = express().use(helmet(), webRouter(folder)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** As the bytes come over the wire. */
function get(
  where: string,
  encodings?: string,
): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }> {
  const { port } = server.address() as AddressInfo;
  const headers = encodings ? { 'accept-encoding': encodings } : {};
  return new Promise((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1', path: where, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      })
      .on('error', reject);
  });
}

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
])('T-32 who takes %s gets the twin that the build left', async (takes, encoding, open) => {
  const script = await get('/assets/till-1.js', takes);
  expect(script.headers).toMatchObject({
    'content-encoding': encoding,
    'content-type': 'text/javascript; charset=utf-8',
    vary: 'Accept-Encoding',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(open(script.body).toString()).toBe(SCRIPT);
  const page = await get('/till/anything', takes);
  expect(page.headers).toMatchObject({ 'content-encoding': encoding, 'cache-control': 'no-cache' });
  expect(open(page.body).toString()).toBe(PAGE);
});

test('T-32 who takes nothing compressed gets the file itself, and a file without a twin goes as it is', async () => {
  expect((await get('/assets/till-1.js')).body.toString()).toBe(SCRIPT);
  expect((await get('/sales')).body.toString()).toBe(PAGE);
  const font = await get('/assets/font.woff2', 'br');
  expect([font.headers['content-encoding'], font.body.toString()]).toEqual([undefined, 'font']);
});

test('T-32 a twin has no address of its own, what is missing is a plain 404, and no path leaves the folder', async () => {
  for (const where of ['/assets/till-1.js.br', '/assets/none.js', '/assets/%2e%2e/index.html.gz']) {
    const answer = await get(where, 'br, gzip');
    expect([answer.status, answer.headers['content-encoding']]).toEqual([404, undefined]);
  }
});

test('T-32 an address has the document that the build made for it, every other one the page of the app', async () => {
  expect(brotliDecompressSync((await get('/till', 'br')).body).toString()).toBe(TILL_PAGE);
  for (const where of ['/', '/till/', '/tilla', '/constructor', '/index'])
    expect([where, (await get(where)).body.toString()]).toEqual([where, PAGE]);
});

test('T-32 a file carries none of the headers that speak of pages, a page does', async () => {
  const spoken = ['content-security-policy', 'x-frame-options', 'referrer-policy'];
  const [file, page] = [await get('/assets/till-1.js', 'br'), await get('/till')];
  expect(spoken.filter((name) => name in file.headers)).toEqual([]);
  expect(spoken.filter((name) => name in page.headers)).toEqual(spoken);
});
