import { keepSubscriptions } from '../../src/modules/subscriptions/subscription.jobs';
import { setClock } from '../../src/platform/clock';
import { startSimulator } from '../factories/simulator';
import type { Simulator } from '../factories/simulator';
import { enableTwoFactor } from '../factories/two-factor';
import { until } from '../faults/until';
import { startWithSuperAdmin } from '../factories/super-admin';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../setup';

const DAY = 86_400_000;
let ahead = 0;
let app: TestApp;
let simulator: Simulator;
let admin: Caller;
beforeAll(async () => {
  setClock({ now: () => new Date(Date.now() + ahead) });
  ({ app, admin } = await startWithSuperAdmin({ accessTokenTtl: 60 * DAY }));
  simulator = await startSimulator(app);
  await simulator.use('MIDTRANS');
});
afterAll(async () => {
  await simulator.stop();
  await app.stop();
  setClock();
});

function data(answer: ApiAnswer, status = 200) {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);

  return answer.body.data;
}
const planOf = async ({ api }: TestTenant) => data(await api('GET', '/subscription')).plan.id as string;

/** Asks for a plan, and pays its invoice at the simulator by QRIS. */
async function buy(owner: TestTenant, wish: object): Promise<void> {
  const { invoice } = data(await owner.api('POST', '/subscription/change', wish));
  const path = `/subscription/invoices/${invoice.id}/payment`;
  expect(data(await owner.api('POST', path, { method: 'QRIS' }), 201).charge.status).toBe('PENDING');
  const [charge] = await app.sql<{ order_id: string }>(
    'SELECT order_id FROM invoice_charges WHERE invoice_id = $1',
    [invoice.id],
  );
  await simulator.act('pay', charge!.order_id);
  await until(
    'the invoice is paid',
    async () => data(await owner.api('GET', path)).invoice.status === 'PAID',
  );
}

test('AUTH-03 AUTH-09 SAAS-05 SAAS-07 a new owner’s first weeks, from registration to the end of an upgrade, stand in a log that verifies', async () => {
  const owner = await app.registerTenant({ businessName: 'Kedai Fajar', ownerName: 'Rina' });
  await enableTwoFactor(owner.api);
  await owner.staff('CASHIER');
  await owner.staff('SUPERVISOR');
  data(await owner.api('POST', '/terminals', { name: 'Kasir depan', outletId: owner.outletId }), 201);

  await buy(owner, { planId: 'BASIC' });
  expect(await planOf(owner)).toBe('BASIC');
  await buy(owner, { planId: 'PRO', days: 6 });
  expect(await planOf(owner)).toBe('PRO');
  ahead = 7 * DAY;
  await keepSubscriptions();
  await keepSubscriptions();
  expect(await planOf(owner)).toBe('BASIC');

  const [found] = data(await admin('GET', '/admin/tenants?q=kedai%20fajar'));
  expect(found).toMatchObject({ id: owner.tenantId, name: 'Kedai Fajar' });
  const entered = data(
    await admin('POST', `/admin/tenants/${owner.tenantId}/impersonate`, { reason: 'diminta lewat telepon' }),
  );
  const visitor = app.as(entered.accessToken as string);
  expect(data(await visitor('GET', '/auth/me')).impersonator).toMatchObject({ endsAt: entered.endsAt });

  const log = data(await owner.api('GET', '/audit-log?limit=100')) as { action: string }[];
  const told = log.map(({ action }) => action).reverse();
  const steps = [
    'auth.register',
    'auth.two_factor_enable',
    'staff.create',
    'terminal.register',
    'invoice.issue',
    'invoice.paid',
    'subscription.revert',
    'support.enter',
  ];
  expect(told.filter((action, index) => steps.includes(action) && told.indexOf(action) === index)).toEqual(
    steps,
  );
  expect(told.filter((action) => action === 'subscription.revert')).toHaveLength(1);
  expect(told.filter((action) => action === 'invoice.paid')).toHaveLength(2);
  expect(data(await owner.api('GET', '/audit-log/verify'))).toMatchObject({ intact: true });
});
