import { v7 as uuidv7 } from 'uuid';
import { startWorker } from '../../src/app/worker';
import type { WorkerRole } from '../../src/app/worker';
import { happen } from '../faults/events';
import { listen } from '../faults/listener';
import type { Listener } from '../faults/listener';
import { until } from '../faults/until';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';
import { furnish, openOutlet, twinIds } from './twin-world';

const ids = twinIds();
const MARKERS = ['PUNYAAGUNG', 'PUNYABUDI'] as const;
const ROLES = ['ADMIN_TENANT', 'SUPERVISOR', 'CASHIER', 'KITCHEN'] as const;
/** The people have the same ids, too. */
const PEOPLE = Object.fromEntries(ROLES.map((role) => [role, uuidv7()])) as Record<
  (typeof ROLES)[number],
  string
>;

let app: TestApp;
let worker: WorkerRole;
let tenants: [TestTenant, TestTenant];
/** Of each tenant: a screen of everyone who works in the outlet that both have, and one of the owner. */
const screens: [Listener[], Listener[]] = [[], []];

beforeAll(async () => {
  app = await startTestApp();
  worker = startWorker();
  tenants = [await app.registerTenant(), await app.registerTenant()];
  for (const [index, tenant] of tenants.entries()) {
    await openOutlet(tenant, ids, MARKERS[index]!);
    const tokens = [tenant.token];
    for (const role of ROLES) {
      const extra = { id: PEOPLE[role], outletIds: [ids.outlet] };
      tokens.push((await tenant.staff(role, extra)).token);
    }
    for (const token of tokens) screens[index]!.push(await listen(app.baseUrl, token));
  }
}, 60_000);
afterAll(async () => {
  for (const screen of screens.flat()) screen.close();
  await worker.close();
  await app.stop();
});

test('F-01 KDS-03 two tenants with one outlet id: each screen hears its own tenant alone', async () => {
  for (const [index, tenant] of tenants.entries()) await furnish(tenant, ids, MARKERS[index]!);
  // Published after everything else: what has come until then is all that comes.
  const last: string[] = [];
  for (const tenant of tenants) last.push(await happen(tenant, 'menu.changed', { outletId: null }));
  for (const [index, own] of screens.entries()) {
    const made = await app.sql<{ id: string }>('SELECT id FROM outbox WHERE tenant_id = $1', [
      tenants[index]!.tenantId,
    ]);
    const known = new Set(made.map(({ id }) => id));
    for (const screen of own) {
      await until('the last event', () => screen.ids().includes(last[index]!), 20_000);
      expect(screen.ids().filter((id) => !known.has(id))).toEqual([]);
      expect(screen.events.map(({ type }) => type)).toContain('kitchen.ticket.created');
      expect(JSON.stringify(screen.events)).not.toContain(MARKERS[1 - index]!);
    }
  }
});

test('F-45 KDS-03 who is limited to an outlet hears nothing of another of their own tenant, whatever their role', async () => {
  const [tenant] = tenants;
  const [owner, ...limited] = screens[0];
  const types = ['order.created', 'payment.received', 'kitchen.ticket.created', 'shift.opened'] as const;
  const elsewhere: string[] = [];
  for (const type of types) elsewhere.push(await happen(tenant, type));
  const last = await happen(tenant, 'menu.changed', { outletId: null });
  for (const screen of screens[0]) await until('the last event', () => screen.ids().includes(last), 20_000);
  expect(owner!.ids()).toEqual(expect.arrayContaining(elsewhere));
  for (const screen of limited) {
    expect(screen.ids().filter((id) => elsewhere.includes(id))).toEqual([]);
  }
});

test('F-01 KDS-03 AUTH-04 who is put out of one tenant stays in the other that has their id', async () => {
  const cut = screens[0][ROLES.indexOf('CASHIER') + 1]!;
  const kept = screens[1][ROLES.indexOf('CASHIER') + 1]!;
  const changed = await tenants[0].api('PATCH', `/users/${PEOPLE.CASHIER}`, { active: false });
  expect(changed.status).toBe(200);
  await until('the screen is cut off', () => !cut.socket.connected, 5_000);
  const last = await happen(tenants[1], 'menu.changed', { outletId: null });
  await until('the other still hears', () => kept.ids().includes(last));
  expect((await tenants[1].api('GET', `/users/${PEOPLE.CASHIER}`)).body.data.active).toBe(true);
});
