import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestApp } from '../../../test/setup';
import type { TestApp, TestTenant } from '../../../test/setup';
import { createApi } from '../server';

let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

test('F-38 JOB-03 an answer given while the API ends says that its connection closes, one given before does not', async () => {
  const api = await createApi();
  await new Promise<void>((resolve) => api.httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = api.httpServer.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const send = (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const method = body ? 'POST' : 'GET';
    const out = request({ host: '127.0.0.1', port, path, method, headers, agent });
    out.end(body && JSON.stringify(body));
    return out;
  };
  const answered = async (out: ReturnType<typeof send>) => {
    const [answer] = (await once(out, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return answer;
  };
  const before = await answered(send('/api/health/live'));
  expect([before.statusCode, before.headers.connection]).toEqual([200, 'keep-alive']);

  const arrived = once(api.httpServer, 'request');
  const signIn = answered(send('/api/v1/auth/login', { email: tenant.email, password: tenant.password }));
  await arrived;
  const closing = api.close();
  const during = await signIn;
  expect([during.statusCode, during.headers.connection]).toEqual([200, 'close']);
  await closing;
  agent.destroy();
});
