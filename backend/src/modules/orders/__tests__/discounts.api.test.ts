import { v7 as uuidv7 } from 'uuid';
import type { OrderDto } from '@meja/domain';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

const PIN = '482915';
type Staff = Awaited<ReturnType<TestTenant['staff']>>;

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;
let cashier: Staff;
let supervisor: Staff;
let approval: { userId: string; pin: string };

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
  cashier = await tenant.staff('CASHIER');
  supervisor = await tenant.staff('SUPERVISOR', { name: 'Sri', pin: PIN });
  approval = { userId: supervisor.userId, pin: PIN };
});
afterAll(() => app.stop());

const all = { type: 'PERCENT', value: 10_000 };
const percent = (value: number) => ({ type: 'PERCENT', value });
const amount = (value: number) => ({ type: 'AMOUNT', value });
const bread = (more: object = {}) => ({ productId: goods.bread, quantity: 1, ...more });
const coffee = (more: object = {}) => ({ productId: goods.coffee, quantity: 1, ...more });
const body = (more: object = {}) => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [coffee()],
  ...more,
});

async function place(more: object = {}, api = tenant.api): Promise<OrderDto> {
  const answer = await api('POST', '/orders', body(more));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.data;
}
const sent = (more: object = {}, api = tenant.api) => place({ submit: true, ...more }, api);

interface AuditRow {
  actor_id: string;
  before: { discount: object | null; discountTotal: number; total: number } | null;
  after: { discount: object | null; discountTotal: number; approvedBy: string | null };
}
const audits = (orderId: string) =>
  app.sql<AuditRow>(
    `SELECT actor_id, before, after FROM audit_log WHERE action = 'order.discount' AND entity_id = $1 ORDER BY seq`,
    [orderId],
  );

test('F-43 SELL-08 a cashier gives nothing away: 100 % on a sent order waits for an approver, both are on record', async () => {
  const order = await sent({}, cashier.api);
  const path = `/orders/${order.id}`;
  const alone = await cashier.api('PATCH', path, { discount: all });
  expect([alone.status, alone.body.code]).toEqual([403, 'approval_required']);
  expect((await cashier.api('GET', path)).body.data).toMatchObject({
    discountTotal: 0,
    version: order.version,
  });
  const wrong = await cashier.api('PATCH', path, { discount: all, approval: { ...approval, pin: '915248' } });
  expect([wrong.status, wrong.body.code]).toEqual([403, 'approval_required']);
  expect(await audits(order.id)).toEqual([]);

  const approved = await cashier.api('PATCH', path, { discount: all, approval });
  expect([approved.status, approved.body.data.total]).toEqual([200, 0]);
  expect(JSON.stringify(approved.body)).not.toContain(PIN);
  expect(await audits(order.id)).toEqual([
    {
      actor_id: cashier.userId,
      before: { discount: null, items: [], discountTotal: 0, total: order.total },
      after: {
        discount: all,
        items: [],
        discountTotal: 25_000,
        total: 0,
        approvedBy: supervisor.userId,
        approvedByName: 'Sri',
      },
    },
  ]);
});

/** Every way in which an order's discounts can come to more than a cashier's 10 %. */
const ways: Record<string, () => Promise<(approval?: object) => Promise<ApiAnswer>>> = {
  'a new order': async () => (given) =>
    cashier.api('POST', '/orders', body({ discount: all, submit: true, ...given })),
  'a new order’s line': async () => (given) =>
    cashier.api('POST', '/orders', body({ items: [coffee({ discount: percent(5000) }), bread()], ...given })),
  'line and order together': async () => (given) =>
    cashier.api(
      'POST',
      '/orders',
      body({ items: [coffee({ discount: percent(900) })], discount: percent(900), ...given }),
    ),
  'many small ones': async () => (given) =>
    cashier.api(
      'POST',
      '/orders',
      body({ items: Array.from({ length: 30 }, () => bread({ discount: amount(1_600) })), ...given }),
    ),
  'a quote': async () => (given) => cashier.api('POST', '/orders/quote', body({ discount: all, ...given })),
  'the head of a sent order': async () => {
    const { id } = await sent();
    return (given) => cashier.api('PATCH', `/orders/${id}`, { discount: amount(2_501), ...given });
  },
  'items added to a sent order': async () => {
    const { id } = await sent();
    return (given) =>
      cashier.api('POST', `/orders/${id}/items`, { items: [bread({ discount: percent(2000) })], ...given });
  },
  'goods added under a discount that was approved for less': async () => {
    const { id } = await sent({ discount: percent(8000) });
    return (given) => cashier.api('POST', `/orders/${id}/items`, { items: [bread()], ...given });
  },
  'an unsent item': async () => {
    const { id, items } = await place();
    return (given) =>
      cashier.api('PATCH', `/orders/${id}/items/${items[0]!.id}`, { discount: percent(1001), ...given });
  },
  'fewer of an item with an amount off': async () => {
    const { id, items } = await place(
      { items: [coffee({ quantity: 10, discount: amount(25_000) })] },
      cashier.api,
    );
    return (given) => cashier.api('PATCH', `/orders/${id}/items/${items[0]!.id}`, { quantity: 1, ...given });
  },
  'other items taken off': async () => {
    const { id, items } = await place(
      { items: [bread(), coffee({ quantity: 10 })], discount: amount(15_500) },
      cashier.api,
    );
    return (given) => cashier.api('DELETE', `/orders/${id}/items/${items[1]!.id}`, given);
  },
};

describe.each(Object.keys(ways))('a discount beyond the limit by %s', (name) => {
  test('F-43 SELL-03 needs approval, and passes with it', async () => {
    const way = await ways[name]!();
    const refused = await way();
    expect([refused.status, refused.body.code]).toEqual([403, 'approval_required']);
    const answer = await way({ approval });
    expect([answer.status, answer.body.code]).toEqual([expect.any(Number), undefined]);
    const { id } = answer.body.data as OrderDto;
    if (name === 'a quote') {
      expect(await audits(id)).toEqual([]);
      return;
    }
    expect(await audits(id)).toContainEqual(
      expect.objectContaining({
        actor_id: cashier.userId,
        after: expect.objectContaining({ approvedBy: supervisor.userId }),
      }),
    );
  });
});

test('F-43 a void that leaves a discount too large for what is left needs it approved as well', async () => {
  const order = await sent(
    { items: [bread(), coffee({ quantity: 10 })], discount: amount(15_500) },
    cashier.api,
  );
  const path = `/orders/${order.id}/items/${order.items[1]!.id}/void`;
  const voider = await tenant.staff('CASHIER', { grants: ['order:void'] });
  const alone = await voider.api('POST', path, { reason: 'Batal' });
  expect([alone.status, alone.body.code]).toEqual([403, 'approval_required']);
  const answer = await voider.api('POST', path, { reason: 'Batal', approval });
  expect([answer.status, answer.body.data.total]).toEqual([200, 0]);
  expect(await audits(order.id)).toMatchObject([
    { actor_id: voider.userId, after: { approvedBy: supervisor.userId } },
  ]);
});

describe('within the limit', () => {
  test('F-43 SELL-03 up to 10 % a cashier decides; on a sent order it is on record all the same', async () => {
    const order = await sent({ discount: percent(500) }, cashier.api);
    expect(await audits(order.id)).toEqual([]);
    const path = `/orders/${order.id}`;
    expect((await cashier.api('PATCH', path, { discount: percent(1000) })).status).toBe(200);
    expect((await cashier.api('PATCH', path, { note: 'Tanpa es' })).status).toBe(200);
    expect((await cashier.api('PATCH', path, { discount: null })).status).toBe(200);
    expect(await audits(order.id)).toMatchObject([
      {
        actor_id: cashier.userId,
        before: { discount: percent(500) },
        after: { discount: percent(1000), approvedBy: null },
      },
      { before: { discount: percent(1000) }, after: { discount: null } },
    ]);
  });

  test('F-43 what was approved stays: notes, less of it and payments ask nobody again', async () => {
    const order = await sent({ items: [coffee(), coffee()], discount: percent(5000), approval }, cashier.api);
    const path = `/orders/${order.id}`;
    expect((await cashier.api('PATCH', path, { note: 'Cepat' })).status).toBe(200);
    expect((await cashier.api('PATCH', path, { discount: percent(4000) })).status).toBe(200);
    expect((await cashier.api('PATCH', path, { discount: percent(5000) })).status).toBe(403);
    const { cashDueTotal } = (await cashier.api('GET', path)).body.data;
    const paid = await cashier.api('POST', `${path}/payments`, { method: 'CASH', amount: cashDueTotal });
    expect([paid.status, paid.body.data.paymentStatus]).toEqual([201, 'PAID']);
  });

  test('F-43 without the permission nothing at all, though what others gave may be taken back', async () => {
    const none = await tenant.staff('CASHIER', { revokes: ['order:discount'] });
    const order = await sent({ discount: percent(500) });
    expect((await none.api('POST', '/orders', body({ discount: percent(1) }))).body.code).toBe(
      'approval_required',
    );
    expect((await none.api('PATCH', `/orders/${order.id}`, { discount: null })).status).toBe(200);
  });
});

describe('the limits of a business', () => {
  const limits = (more: object) => ({
    discountLimits: {
      CASHIER: { percent: 1000, amount: null },
      SUPERVISOR: { percent: null, amount: null },
      ...more,
    },
  });
  afterEach(async () => {
    expect((await tenant.api('PATCH', '/settings', limits({}))).status).toBe(200);
  });

  test('F-43 SAAS-08 are in its settings and in a terminal’s menu, those of before the defaults', async () => {
    await app.sql(
      `SELECT set_config('app.tenant_id', '${tenant.tenantId}', false);
       UPDATE tenant_settings SET data = data - 'discountLimits' - 'lateSaleWindowHours' WHERE tenant_id = '${tenant.tenantId}'`,
    );
    const { data } = (await tenant.api('GET', '/settings')).body;
    expect(data).toMatchObject({ ...limits({}), lateSaleWindowHours: 72 });
    const menu = await cashier.api('GET', `/menu?outletId=${tenant.outletId}`);
    expect(menu.body.data.settings).toMatchObject({ ...limits({}), lateSaleWindowHours: 72 });
    const bad = await tenant.api('PATCH', '/settings', limits({ CASHIER: { percent: 10_001, amount: -1 } }));
    expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'discountLimits.CASHIER.percent',
      'discountLimits.CASHIER.amount',
    ]);
  });

  test('F-43 an approver approves up to their own limit, an admin beyond', async () => {
    const owner = await tenant.staff('ADMIN_TENANT', { pin: '715938' });
    const narrow = {
      SUPERVISOR: { percent: 2500, amount: 20_000 },
      CASHIER: { percent: 500, amount: 1_000 },
    };
    await tenant.api('PATCH', '/settings', limits(narrow));
    const { id } = await sent({ items: [coffee({ quantity: 10 })] });
    const give = (discount: object, by?: object, api = cashier.api) =>
      api('PATCH', `/orders/${id}`, { discount, ...(by && { approval: by }) });
    expect((await give(amount(1_000))).status).toBe(200);
    expect((await give(amount(1_001))).status).toBe(403);
    expect((await give(amount(20_000), approval)).status).toBe(200);
    const beyond = await give(amount(20_001), approval);
    expect([beyond.status, beyond.body.code]).toEqual([403, 'approval_required']);
    expect((await give(amount(20_001), undefined, supervisor.api)).status).toBe(403);
    expect((await give(all, { userId: owner.userId, pin: '715938' })).status).toBe(200);
    const failed = await app.sql<{ why: string }>(
      `SELECT after->>'why' AS why FROM audit_log WHERE action = 'approval.failed' AND entity_id = $1 ORDER BY seq`,
      [supervisor.userId],
    );
    expect(failed.at(-1)).toEqual({ why: 'limit' });

    // Whom to ask: those who may take off more than oneself.
    const list = async (api: Staff['api']) =>
      (await api('GET', `/approvers?permission=order:discount&outletId=${tenant.outletId}`)).body.data.map(
        (row: { id: string }) => row.id,
      );
    expect(await list(cashier.api)).toEqual(expect.arrayContaining([supervisor.userId, owner.userId]));
    const other = await tenant.staff('SUPERVISOR', { pin: '715839' });
    expect(await list(other.api)).toEqual([owner.userId]);
  });
});

test('F-43 SELL-11 repeated with its key an approved discount is given once and told the same', async () => {
  const id = uuidv7();
  const headers = { 'idempotency-key': uuidv7() };
  const request = body({ id, discount: all, submit: true, approval });
  const first = await cashier.api('POST', '/orders', request, headers);
  await tenant.api('PATCH', `/users/${supervisor.userId}`, { pin: null });
  const again = await cashier.api('POST', '/orders', request, headers);
  expect([first.status, again.status, again.text === first.text]).toEqual([201, 201, true]);
  expect(await audits(id)).toHaveLength(1);
  await tenant.api('PATCH', `/users/${supervisor.userId}`, { pin: PIN });
});
