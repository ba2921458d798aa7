import fs from 'node:fs';
import { startWorker } from '../../src/app/worker';
import { openShop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { listen } from './listener';
import type { Listener } from './listener';
import { startService } from './service';
import type { Service } from './service';
import { until } from './until';

const PROCESSES = 2;
const SCREENS = 6;

/** The processes that a process started and that still run. */
function childrenOf(pid: number): number[] {
  const listed = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return listed ? listed.split(' ').map(Number) : [];
}

const isThere = (pid: number) => fs.existsSync(`/proc/${pid}`);

describe('several processes of the API behind one port', () => {
  let app: TestApp;
  let tenant: TestTenant;
  let api: Service;
  let worker: ReturnType<typeof startWorker>;

  const bothListen = () =>
    until(
      'both processes have started',
      () => api.output().split('"message":"API listens"').length - 1 >= PROCESSES,
    );
  const measures = async () => {
    const answer = await fetch(`${api.baseUrl}/api/metrics`);
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const read = (text: string, name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );

  beforeAll(async () => {
    app = await startTestApp();
    tenant = await app.registerTenant();
    worker = startWorker();
    const env = { API_PROCESSES: String(PROCESSES), DATABASE_POOL_SIZE: '10' };
    api = await startService('api', app.database, env);
    await bothListen();
  });
  afterAll(async () => {
    await api.end('SIGKILL');
    await worker.close();
    await app.stop();
  });

  test('PERF-03 KDS-03 a sale made at one process is heard once at every screen of both; the measures are of both', async () => {
    const shop = await openShop(tenant);
    const screens: Listener[] = [];
    for (let number = 0; number < SCREENS; number += 1) screens.push(await listen(api.baseUrl, tenant.token));
    const sent = await fetch(`${api.baseUrl}/api/v1/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        outletId: tenant.outletId,
        type: 'TAKEAWAY',
        items: [{ productId: shop.rice, quantity: 1 }],
        submit: true,
      }),
    });
    expect(sent.status).toBe(201);
    const tickets = (screen: Listener) =>
      screen.events.filter(({ type }) => type === 'kitchen.ticket.created').length;
    await until('every screen has the ticket', () => screens.every((screen) => tickets(screen) > 0));
    expect(screens.map(tickets)).toEqual(screens.map(() => 1));
    for (let scrape = 0; scrape < PROCESSES * 2; scrape += 1) {
      const text = await measures();
      expect(read(text, 'socket_connections')).toBe(SCREENS);
      expect(read(text, 'db_pool_size{pool="app"}')).toBe(10);
      expect(read(text, 'orders_total{type="TAKEAWAY"}')).toBe(1);
      expect(read(text, 'redis_up')).toBe(1);
    }
    for (const screen of screens) screen.close();
  });

  test('F-36 one process is killed: the other’s screens stay, and another takes its place', async () => {
    const screens: Listener[] = [];
    for (let number = 0; number < SCREENS; number += 1) screens.push(await listen(api.baseUrl, tenant.token));
    const dropped = () => screens.filter(({ socket }) => !socket.connected).length;
    const before = childrenOf(api.pid);
    expect(before).toHaveLength(PROCESSES);
    process.kill(before[0]!, 'SIGKILL');
    await until('its screens are gone', () => dropped() > 0);
    await until('two processes run again', () => {
      const now = childrenOf(api.pid);
      return now.length === PROCESSES && !now.includes(before[0]!);
    });
    expect(childrenOf(api.pid)).toContain(before[1]);
    expect(dropped()).toBeLessThan(SCREENS);
    for (const screen of screens) screen.close();
  });

  test('F-36 SIGHUP replaces every process, and every request meanwhile is answered', async () => {
    const before = childrenOf(api.pid);
    let isOver = false;
    const statuses = new Set<unknown>();
    const asking = (async () => {
      while (!isOver) {
        const answer = await fetch(`${api.baseUrl}/api/health/live`, {
          headers: { connection: 'close' },
        }).catch((error: unknown) => error);
        statuses.add(answer instanceof Response ? answer.status : answer);
      }
    })();
    process.kill(api.pid, 'SIGHUP');
    await until('all are new', () => {
      const now = childrenOf(api.pid);
      return now.length === PROCESSES && now.every((pid) => !before.includes(pid));
    });
    isOver = true;
    await asking;
    expect([...statuses]).toEqual([200]);
  });

  test('F-36 an end that is asked for ends all of them, in order', async () => {
    const before = childrenOf(api.pid);
    expect(await api.end('SIGTERM')).toBe(0);
    expect(before.filter(isThere)).toEqual([]);
  });

  test('F-36 a port that is taken ends all of them at once, and says so', async () => {
    const env = { API_PROCESSES: String(PROCESSES), PORT: new URL(app.baseUrl).port };
    const refused = await startService('api', app.database, env, { sign: 'is taken' });
    expect(await refused.exited).toBe(78);
  });
});
