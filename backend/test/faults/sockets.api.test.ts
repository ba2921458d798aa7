import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { setClock } from '../../src/platform/clock';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { happen } from './events';
import { listen } from './listener';
import type { Listener } from './listener';
import { until } from './until';

describe('sockets', () => {
  let app: TestApp;
  let tenant: TestTenant;
  let other: TestTenant;
  let worker: WorkerRole;
  let secondOutlet: string;
  const open: Listener[] = [];

  const screenOf = async (token: string | undefined, options = {}) => {
    const screen = await listen(app.baseUrl, token, options);
    open.push(screen);
    return screen;
  };
  const at = (outletId: string | null) => ({ tenantId: tenant.tenantId, outletId: outletId! });

  beforeAll(async () => {
    app = await startTestApp({ allowedOrigins: ['https://kasir.contoh.test'] });
    tenant = await app.registerTenant();
    other = await app.registerTenant();
    const made = await tenant.api('POST', '/outlets', { name: 'Cabang Kemang' });
    secondOutlet = made.body.data.id;
    worker = startWorker();
  });
  afterEach(() => {
    for (const screen of open.splice(0)) screen.close();
  });
  afterAll(async () => {
    await worker.close();
    await app.stop();
  });

  test('KDS-03 an event never reaches another tenant', async () => {
    const [mine, theirs] = [await screenOf(tenant.token), await screenOf(other.token)];
    const made = [await happen(tenant), await happen(tenant, 'menu.changed', { outletId: null })];
    // Published later, so that once it has come everything before it has been given out.
    const last = await happen(other);
    await until('the other tenant has its own', () => theirs.ids().includes(last));
    await until('ours have come', () => mine.events.length === made.length);
    expect(mine.ids()).toEqual(made);
    expect(theirs.ids()).toEqual([last]);
  });

  test('KDS-03 staff of one outlet hear of it and of what concerns all, once; an owner hears of every outlet', async () => {
    const cook = await tenant.staff('KITCHEN', { outletIds: [secondOutlet] });
    const [kitchen, owner] = [await screenOf(cook.token), await screenOf(tenant.token)];
    const elsewhere = await happen(at(tenant.outletId), 'kitchen.ticket.created');
    const here = await happen(at(secondOutlet), 'kitchen.ticket.created');
    const everywhere = await happen(tenant, 'menu.changed', { outletId: null });
    await until('both screens have the last', () =>
      [kitchen, owner].every((s) => s.ids().includes(everywhere)),
    );
    expect(kitchen.ids()).toEqual([here, everywhere]);
    expect(owner.ids()).toEqual([elsewhere, here, everywhere]);
  });

  test('KDS-03 what a role may not read it is not told, on the socket nor afterwards', async () => {
    const cook = await tenant.staff('KITCHEN');
    const kitchen = await screenOf(cook.token);
    const first = await happen(tenant, 'kitchen.ticket.created');
    await happen(tenant, 'payment.received');
    await happen(tenant, 'shift.opened');
    const last = await happen(tenant, 'kitchen.ticket.updated');
    await until('the ticket', () => kitchen.ids().includes(last));
    expect(kitchen.ids()).toEqual([first, last]);
    const { body } = await cook.api('GET', `/events?since=${first}`);
    expect(body.data.map((event: { id: string }) => event.id)).toEqual([last]);
  });

  test('KDS-03 F-49 no token, a forged one and an unknown origin are refused', async () => {
    await expect(screenOf(undefined)).rejects.toThrow('unauthenticated');
    const [head, body] = tenant.token.split('.');
    await expect(screenOf(`${head}.${body}.${'A'.repeat(43)}`)).rejects.toThrow('unauthenticated');
    await expect(screenOf(tenant.token, { origin: 'https://evil.example' })).rejects.toThrow();
    const { host } = new URL(app.baseUrl);
    await expect(screenOf(tenant.token, { origin: `https://${host}` })).rejects.toThrow();
    for (const origin of ['https://kasir.contoh.test', `http://${host}`]) {
      expect((await screenOf(tenant.token, { origin })).socket.connected).toBe(true);
    }
  });

  test('KDS-03 clients listen: one that speaks is cut off', async () => {
    const screen = await screenOf(tenant.token);
    screen.socket.emit('join', `tenant:${other.tenantId}`);
    await until('it is cut off', () => !screen.socket.connected, 5_000);
  });

  test('KDS-03 a revoked session loses its socket within 5 s and does not get back in', async () => {
    const cashier = await tenant.staff('CASHIER');
    const screen = await screenOf(cashier.token, { reconnection: true });
    const refused = new Promise<string>((resolve) => {
      screen.socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
        resolve(error.data?.code ?? error.message),
      );
    });
    expect((await cashier.api('POST', '/auth/logout-all')).status).toBe(204);
    await until('it is cut off', () => !screen.socket.connected, 5_000);
    expect(await refused).toBe('unauthenticated');
  });

  test('KDS-03 PERF-03 a socket ends with its token, also where nothing else of how it came is kept', async () => {
    const screen = await screenOf(tenant.token);
    const hours = 24 * 3_600_000;
    setClock({ now: () => new Date(Date.now() + hours) });
    try {
      await until('it is cut off', () => !screen.socket.connected);
    } finally {
      setClock();
    }
  });

  test('KDS-03 a change of what somebody may hear takes effect on the open screen', async () => {
    const cook = await tenant.staff('KITCHEN', { outletIds: [tenant.outletId] });
    const screen = await screenOf(cook.token, { reconnection: true });
    let connections = 1;
    screen.socket.on('connect', () => (connections += 1));
    const changed = await tenant.api('PATCH', `/users/${cook.userId}`, { outletIds: [secondOutlet] });
    expect(changed.status).toBe(200);
    await until('it came back', () => connections === 2);
    await happen(at(tenant.outletId), 'kitchen.ticket.created');
    const here = await happen(at(secondOutlet), 'kitchen.ticket.created');
    await until('the ticket of the new outlet', () => screen.ids().includes(here));
    expect(screen.ids()).toEqual([here]);
  });

  test('KDS-02 a screen that was away asks for what it missed and gets all of it, in order', async () => {
    const screen = await screenOf(tenant.token);
    const seen = await happen(tenant);
    await until('the first event', () => screen.ids().includes(seen));
    screen.close();
    const missed: string[] = [];
    for (let i = 0; i < 25; i += 1) missed.push(await happen(tenant));
    const back = await screenOf(tenant.token);
    const live = await happen(tenant);
    await until('the screen hears again', () => back.ids().includes(live));

    const caughtUp: string[] = [];
    let path = `/events?since=${seen}&limit=10`;
    for (;;) {
      const { body } = await tenant.api('GET', path);
      expect(body.meta.reset).toBe(false);
      caughtUp.push(...body.data.map((event: { id: string }) => event.id));
      if (!body.meta.nextCursor) break;
      path = `/events?since=${seen}&limit=10&cursor=${body.meta.nextCursor}`;
    }
    expect(caughtUp).toEqual([...missed, live]);
  });

  test('KDS-02 an event nobody knows any more, and one of another tenant, ask the screen to begin anew', async () => {
    const foreign = await happen(other);
    const mine = await happen(tenant);
    await until('it is published', async () => {
      const { body } = await tenant.api('GET', '/events');
      return body.data.some((event: { id: string }) => event.id === mine);
    });
    for (const since of [foreign, '019a0000-0000-7000-8000-000000000000']) {
      const { status, body } = await tenant.api('GET', `/events?since=${since}`);
      expect(status).toBe(200);
      expect(body.meta).toEqual({ nextCursor: null, reset: true });
      expect(body.data.length).toBeLessThanOrEqual(200);
      expect(body.data[body.data.length - 1].id).toBe(mine);
      expect(body.data.map((event: { id: string }) => event.id)).not.toContain(foreign);
    }
    expect((await tenant.api('GET', '/events?since=kemarin')).status).toBe(422);
  });

  test('KDS-02 a screen gets an event in the envelope that webhooks and the catch-up share', async () => {
    const cook = await tenant.staff('KITCHEN');
    const screen = await screenOf(cook.token);
    const id = await happen(tenant, 'kitchen.ticket.created');
    await until('the event', () => screen.events.length === 1);
    const { body } = await cook.api('GET', '/events');
    expect(body.data[body.data.length - 1]).toEqual(screen.events[0]);
    expect(screen.events[0]).toEqual({
      id,
      type: 'kitchen.ticket.created',
      outletId: tenant.outletId,
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { level: 'info', code: 'test', title: 'Halo', body: 'Halo' },
    });
  });
});
