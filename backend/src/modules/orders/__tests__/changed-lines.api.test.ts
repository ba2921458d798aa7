import type { ChangeItemBody, KitchenTicketDto, OrderDto, OrderSummaryDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

const PIN = '482915';
let app: TestApp;
let tenant: TestTenant;
let goods: Goods;
let cook: Caller;
let cashier: Caller;
let supervisor: { userId: string };

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
  cook = (await tenant.staff('KITCHEN')).api;
  cashier = (await tenant.staff('CASHIER')).api;
  supervisor = await tenant.staff('SUPERVISOR', { pin: PIN });
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const shot = () => [{ optionId: goods.sugarLess }, { optionId: goods.extraShot }];

/** Two coffees of less sugar with a shot, a plain one, and a bread that nobody prepares; sent. */
const place = async (more: object = {}): Promise<OrderDto> =>
  data(
    await cashier('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'DINE_IN',
      submit: true,
      items: [
        { productId: goods.coffee, quantity: 2, modifiers: shot() },
        { productId: goods.coffee, quantity: 1 },
        { productId: goods.bread, quantity: 1 },
      ],
      ...more,
    }),
    201,
  );
const change = (order: OrderDto, body: ChangeItemBody, api = tenant.api): Promise<ApiAnswer> =>
  api('POST', `/orders/${order.id}/items/${order.items[0]!.id}/change`, body);
const read = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`));
const ticketOf = async (order: OrderDto): Promise<KitchenTicketDto> =>
  data<KitchenTicketDto[]>(await cook('GET', `/kitchen/tickets?outletId=${tenant.outletId}`)).find(
    ({ orderId }) => orderId === order.id,
  )!;
const bump = (ticket: KitchenTicketDto, status: string): Promise<ApiAnswer> =>
  cook('POST', `/kitchen/tickets/${ticket.id}/status`, { status });
const reason = 'Tamu berubah pikiran';

describe('T-21 a line that was sent is changed, and the kitchen is told what it was and what it is', () => {
  test('T-21 less of it and another option: the ticket, the bill and the audit log say both', async () => {
    const order = await place();
    const ticket = await ticketOf(order);
    const changed = data<OrderDto>(
      await change(order, { quantity: 1, modifiers: [{ optionId: goods.sugarLess }], note: 'panas', reason }),
    );
    expect(changed.items[0]).toMatchObject({ quantity: 1, total: 25_000, kitchenStatus: 'QUEUED' });
    expect(changed.subtotal).toBe(25_000 + 25_000 + 15_500);
    const now = await ticketOf(order);
    expect(now).toMatchObject({ id: ticket.id, status: 'QUEUED', version: ticket.version + 1 });
    expect(now.items[0]).toMatchObject({
      change: 'CHANGED',
      quantity: 1,
      note: 'panas',
      modifiers: expect.arrayContaining([expect.objectContaining({ name: 'Gula sedikit', quantity: 1 })]),
      was: { quantity: 2, variantName: null, note: null, modifiers: ticket.items[0]!.modifiers },
    });
    expect(now.items).toHaveLength(2);
    expect(now.items[1]).toEqual(ticket.items[1]);
    const [event] = await app.sql<{ data: KitchenTicketDto }>(
      `SELECT data FROM outbox WHERE type = 'kitchen.ticket.updated' AND data->>'id' = $1`,
      [ticket.id],
    );
    expect(event!.data.items).toEqual(now.items);
    const [row] = await app.sql<{ before: object; after: object }>(
      `SELECT before, after FROM audit_log WHERE action = 'order.item.change' AND entity_id = $1`,
      [order.id],
    );
    expect(row).toMatchObject({
      before: { name: 'Kopi Susu', quantity: 2, total: 60_000 * 1.1 },
      after: { quantity: 1, total: 27_500, reason, approvedBy: null },
    });

    // Changed again before it was made: what the cook may have read first stays «what it was».
    await change(order, { quantity: 3 });
    expect((await ticketOf(order)).items[0]).toMatchObject({ quantity: 3, was: { quantity: 2 } });
  });

  test('T-21 less, or something else, takes a reason and the right to void or an approver; more takes neither', async () => {
    const order = await place();
    expect((await change(order, { quantity: 3 }, cashier)).status).toBe(200);
    expect((await change(order, { note: 'gelas kecil' }, cashier)).status).toBe(200);
    for (const less of [{ quantity: 2 }, { modifiers: [{ optionId: goods.sugarLess }] }]) {
      const unexplained = await change(order, less);
      expect([unexplained.status, unexplained.body.errors[0].path]).toEqual([422, 'reason']);
      const alone = await change(order, { ...less, reason }, cashier);
      expect([alone.status, alone.body.code]).toEqual([403, 'approval_required']);
    }
    const approval = { userId: supervisor.userId, pin: PIN };
    const answer = await change(order, { quantity: 1, reason, approval }, cashier);
    expect(data<OrderDto>(answer).items[0]).toMatchObject({ quantity: 1, note: 'gelas kecil' });
    const rows = await app.sql<{ after: { approvedBy: string | null } }>(
      `SELECT after FROM audit_log WHERE action = 'order.item.change' AND entity_id = $1 ORDER BY seq`,
      [order.id],
    );
    expect(rows.map(({ after }) => after.approvedBy)).toEqual([null, null, supervisor.userId]);
    const denied = await app.sql(`SELECT FROM outbox WHERE data::text LIKE '%' || $1 || '%'`, [PIN]);
    expect(denied).toEqual([]);
  });

  test('T-21 what was made already is made again where it changed, and stays made where there is only less of it', async () => {
    const order = await place();
    const ticket = await ticketOf(order);
    await bump(ticket, 'SERVED');
    await change(order, { quantity: 1, reason });
    expect(await ticketOf(order)).toMatchObject({ status: 'SERVED', items: [{ quantity: 1 }, {}] });
    expect((await read(order.id)).status).toBe('SERVED');
    await change(order, { quantity: 2 });
    expect(await ticketOf(order)).toMatchObject({
      status: 'PREPARING',
      items: [
        { quantity: 2, status: 'QUEUED', was: { quantity: 1 } },
        { status: 'SERVED', was: null },
      ],
    });
    const now = await read(order.id);
    expect(now.status).toBe('PREPARING');
    expect(now.items.map(({ kitchenStatus }) => kitchenStatus)).toEqual(['QUEUED', 'SERVED', null]);
    await bump(ticket, 'READY');
    expect(await ticketOf(order)).toMatchObject({ status: 'READY' });
  });

  test('T-21 a line not sent yet is changed without any of that; one of a paid order not at all', async () => {
    const held = await place({ submit: false });
    const changed = await change(held, { quantity: 1 }, cashier);
    expect(data<OrderDto>(changed).items[0]).toMatchObject({ quantity: 1, sentAt: null });
    const order = await place();
    await tenant.api('POST', `/orders/${order.id}/payments`, { method: 'CASH', amount: order.cashDueTotal });
    expect((await change(order, { quantity: 1, reason })).body.code).toBe('order_already_paid');
    expect((await change({ ...order, id: uuidv7() }, { quantity: 1 })).status).toBe(404);
  });

  test('T-21 what was paid already is not undercut', async () => {
    const order = await place();
    await tenant.api('POST', `/orders/${order.id}/payments`, { method: 'CASH', amount: 90_000 });
    const refused = await change(order, { quantity: 1, reason });
    expect([refused.status, refused.body.code]).toEqual([409, 'invalid_transition']);
    expect(await ticketOf(order)).toMatchObject({ items: [{ quantity: 2, change: 'NEW' }, {}] });
  });
});

test('T-19 the orders that were paid in a shift are found by it, whoever began them', async () => {
  const [first, second] = [await tenant.staff('CASHIER'), await tenant.staff('CASHIER')];
  const open = async (api: Caller): Promise<string> =>
    data<{ id: string }>(
      await api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 0 }),
      201,
    ).id;
  const [one, two] = [await open(first.api), await open(second.api)];
  const body = {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: goods.bread, quantity: 1 }],
  };
  const order = data<OrderDto>(await first.api('POST', '/orders', body), 201);
  await second.api('POST', `/orders/${order.id}/payments`, { method: 'CASH', amount: order.cashDueTotal });
  const of = async (shiftId: string): Promise<string[]> =>
    data<OrderSummaryDto[]>(await first.api('GET', `/orders?shiftId=${shiftId}`)).map(({ id }) => id);
  expect([await of(one), await of(two)]).toEqual([[], [order.id]]);
});
