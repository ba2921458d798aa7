import { v7 as uuidv7 } from 'uuid';
import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, Caller, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let cook: Caller;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
  cook = (await tenant.staff('KITCHEN')).api;
});
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};

const order = async (products: string[], extra: object = {}): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'DINE_IN',
      submit: true,
      items: products.map((productId) => ({ productId, quantity: 1, note: 'pedas' })),
      ...extra,
    }),
    201,
  );

const board = async (query = '', api = cook): Promise<KitchenTicketDto[]> =>
  data(await api('GET', `/kitchen/tickets?outletId=${tenant.outletId}${query}`));
const ticketsOf = async (orderId: string, query = '') =>
  (await board(query)).filter((ticket) => ticket.orderId === orderId);
const move = (ticketId: string, status: string, headers = {}) =>
  cook('POST', `/kitchen/tickets/${ticketId}/status`, { status }, headers);
const moveItem = (ticket: KitchenTicketDto, index: number, status: string) =>
  cook('POST', `/kitchen/tickets/${ticket.id}/items/${ticket.items[index]!.id}/status`, { status });
const readOrder = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`));

describe('the board', () => {
  test('KDS-01 an order makes one ticket per station, oldest first, with what to cook and nothing else', async () => {
    const placed = await order([shop.rice, shop.coffee, shop.rice, shop.cracker], { queueName: 'Budi' });
    const tickets = await ticketsOf(placed.id);
    expect(
      tickets.map(({ stationName, items }) => [stationName, items.map(({ name }) => name)]).sort(),
    ).toEqual([
      ['Bar', ['Kopi Susu']],
      ['Dapur', ['Nasi Goreng', 'Nasi Goreng']],
    ]);
    expect(tickets[0]).toMatchObject({
      status: 'QUEUED',
      orderNumber: placed.number,
      queueName: 'Budi',
      version: 1,
    });
    expect(tickets[0]!.items[0]).toMatchObject({
      status: 'QUEUED',
      change: 'NEW',
      note: 'pedas',
      quantity: 1,
    });
    const later = await order([shop.coffee]);
    const bar = await board(`&stationId=${shop.barId}`);
    expect(bar.map(({ orderId }) => orderId)).toEqual([placed.id, later.id]);
  });

  test('KDS-02 with since, a screen gets what changed while it was away, voided and served tickets included', async () => {
    const placed = await order([shop.coffee]);
    const [ticket] = await ticketsOf(placed.id);
    const [row] = await app.sql<{ id: string }>(
      "SELECT id FROM outbox WHERE type = 'kitchen.ticket.created' AND data->>'id' = $1",
      [ticket!.id],
    );
    data(await move(ticket!.id, 'SERVED'));
    const byEvent = await ticketsOf(placed.id, `&since=${row!.id}`);
    const byInstant = await ticketsOf(placed.id, `&since=${encodeURIComponent(ticket!.createdAt)}`);
    expect(byEvent).toMatchObject([{ id: ticket!.id, status: 'SERVED' }]);
    expect(byInstant).toEqual(byEvent);
    const inAnHour = new Date(Date.parse(ticket!.createdAt) + 3_600_000).toISOString();
    expect(await board(`&since=${inAnHour}`)).toEqual([]);
    for (const since of ['kemarin', '2026-13-45T00:00:00Z', '0b8f6c1e-5a3d-4f2b-9c47-1d2e3f4a5b6c']) {
      const answer = await cook('GET', `/kitchen/tickets?outletId=${tenant.outletId}&since=${since}`);
      expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: 'since' }]]);
    }
  });

  test('KDS-01 a served ticket stays for ten minutes, then leaves the board', async () => {
    const placed = await order([shop.coffee]);
    const [ticket] = await ticketsOf(placed.id);
    data(await move(ticket!.id, 'SERVED'));
    expect(await ticketsOf(placed.id)).toHaveLength(1);
    await app.sql(
      "UPDATE kitchen_tickets SET updated_at = updated_at - interval '11 minutes' WHERE id = $1",
      [ticket!.id],
    );
    expect(await ticketsOf(placed.id)).toEqual([]);
  });
});

describe('moving tickets', () => {
  test('KDS-01 queued, preparing, ready, served: the order follows its items and is done when it is paid', async () => {
    const placed = await order([shop.rice, shop.coffee, shop.cracker]);
    const tickets = new Map((await ticketsOf(placed.id)).map((ticket) => [ticket.stationName, ticket]));
    data(await move(tickets.get('Dapur')!.id, 'PREPARING'));
    expect(await readOrder(placed.id)).toMatchObject({ status: 'PREPARING' });
    data(await move(tickets.get('Bar')!.id, 'READY'));
    expect((await readOrder(placed.id)).items.map(({ kitchenStatus }) => kitchenStatus)).toEqual([
      'PREPARING',
      'READY',
      null,
    ]);
    data(await move(tickets.get('Dapur')!.id, 'READY'));
    expect(await readOrder(placed.id)).toMatchObject({ status: 'READY' });
    const paid = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'QRIS',
      amount: placed.dueTotal,
    });
    expect(data<OrderDto>(paid, paid.status)).toMatchObject({ paymentStatus: 'PAID', status: 'READY' });
    for (const { id } of tickets.values()) data(await move(id, 'SERVED'));
    expect(await readOrder(placed.id)).toMatchObject({ status: 'COMPLETED' });
  });

  test('KDS-01 a ticket follows its items, and a bump takes along those behind', async () => {
    const placed = await order([shop.rice, shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const half = data<KitchenTicketDto>(await moveItem(ticket!, 1, 'READY'));
    expect([half.status, half.items.map(({ status }) => status)]).toEqual(['PREPARING', ['QUEUED', 'READY']]);
    const done = data<KitchenTicketDto>(await move(ticket!.id, 'READY'));
    expect([done.status, done.items.map(({ status }) => status)]).toEqual(['READY', ['READY', 'READY']]);
    expect(done.version).toBe(ticket!.version + 2);
  });

  test('KDS-01 the same step again changes nothing and tells nobody', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const first = await move(ticket!.id, 'READY');
    const again = await move(ticket!.id, 'READY');
    expect(again.body).toEqual(first.body);
    expect((await moveItem(ticket!, 0, 'READY')).body).toEqual(first.body);
    const events = await app.sql(
      "SELECT id FROM outbox WHERE type = 'kitchen.ticket.updated' AND data->>'id' = $1",
      [ticket!.id],
    );
    expect(events).toHaveLength(1);
  });

  test('KDS-01 a step that is not allowed is refused with its reason, in the language asked for', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    data(await move(ticket!.id, 'SERVED'));
    const english = await move(ticket!.id, 'PREPARING', { 'accept-language': 'en' });
    expect([english.status, english.body.code]).toEqual([409, 'invalid_transition']);
    expect(english.body.detail).toMatch(/from served to preparing.*one step at a time/);
    const indonesian = await move(ticket!.id, 'PREPARING', { 'accept-language': 'id' });
    expect(indonesian.body.detail).toMatch(/dari disajikan ke disiapkan.*satu langkah/);
    expect((await ticketsOf(placed.id))[0]).toMatchObject({ status: 'SERVED' });
    expect((await move(ticket!.id, 'QUEUED')).status).toBe(422);
  });

  test('KDS-01 a recall brings a bumped ticket back, step by step', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    data(await move(ticket!.id, 'SERVED'));
    expect(await readOrder(placed.id)).toMatchObject({ status: 'SERVED' });
    const recalled = [];
    for (let step = 0; step < 3; step += 1) {
      recalled.push(
        data<KitchenTicketDto>(await cook('POST', `/kitchen/tickets/${ticket!.id}/recall`)).status,
      );
    }
    expect(recalled).toEqual(['READY', 'PREPARING', 'QUEUED']);
    const refused = await cook('POST', `/kitchen/tickets/${ticket!.id}/recall`);
    expect([refused.status, refused.body.code]).toEqual([409, 'invalid_transition']);
    expect((await readOrder(placed.id)).items[0]!.kitchenStatus).toBe('QUEUED');
  });

  test('KDS-02 each change is an event with the whole ticket, and the order tells of its own', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const moved = data<KitchenTicketDto>(await move(ticket!.id, 'READY'));
    const events = await app.sql<{ type: string; data: unknown; outlet_id: string }>(
      "SELECT type, data, outlet_id FROM outbox WHERE data->>'id' = $1 OR data->>'orderId' = $2 ORDER BY seq",
      [ticket!.id, placed.id],
    );
    const [ticketEvent, orderEvent] = events.slice(-2);
    expect(ticketEvent).toEqual({ type: 'kitchen.ticket.updated', data: moved, outlet_id: tenant.outletId });
    expect(orderEvent).toMatchObject({
      type: 'order.updated',
      data: { orderId: placed.id, status: 'READY' },
    });
  });
});

describe('what the till changes afterwards', () => {
  const lastEvent = async (ticketId: string): Promise<unknown> => {
    const rows = await app.sql<{ type: string; data: unknown }>(
      "SELECT type, data FROM outbox WHERE data->>'id' = $1 ORDER BY seq DESC LIMIT 1",
      [ticketId],
    );
    return rows[0];
  };

  test('KDS-02 SELL-02 a voided item is an event with the ticket as the board has it', async () => {
    const placed = await order([shop.rice, shop.rice, shop.coffee]);
    const item = placed.items.find(({ name }) => name === 'Nasi Goreng')!;
    data(await tenant.api('POST', `/orders/${placed.id}/items/${item.id}/void`, { reason: 'Salah pesan' }));
    const tickets = await ticketsOf(placed.id);
    const struck = tickets.find(({ stationName }) => stationName === 'Dapur')!;
    expect(struck.items.map(({ status, change }) => `${status} ${change}`).sort()).toEqual([
      'QUEUED NEW',
      'VOIDED VOIDED',
    ]);
    expect(await lastEvent(struck.id)).toEqual({ type: 'kitchen.ticket.updated', data: struck });
    const other = tickets.find(({ stationName }) => stationName === 'Bar')!;
    expect(await lastEvent(other.id)).toMatchObject({ type: 'kitchen.ticket.created' });
  });

  test('KDS-02 SELL-02 a voided order takes all its tickets along, each with an event', async () => {
    const placed = await order([shop.rice, shop.coffee]);
    data(await tenant.api('POST', `/orders/${placed.id}/void`, { reason: 'Tamu pergi' }));
    const tickets = await ticketsOf(placed.id);
    expect(tickets.map(({ status }) => status)).toEqual(['VOIDED', 'VOIDED']);
    for (const ticket of tickets) {
      expect(await lastEvent(ticket.id)).toEqual({ type: 'kitchen.ticket.updated', data: ticket });
    }
  });

  test('KDS-01 SELL-01 another table and another type reach the ticket, and are what is stored', async () => {
    const placed = await order([shop.rice], { tableName: 'Meja 4' });
    const [before] = await ticketsOf(placed.id);
    data(await tenant.api('PATCH', `/orders/${placed.id}`, { tableName: 'Meja 9' }));
    data(await tenant.api('PATCH', `/orders/${placed.id}`, { type: 'TAKEAWAY', queueName: 'Ayu' }));
    const [ticket] = await ticketsOf(placed.id);
    expect(ticket).toMatchObject({ type: 'TAKEAWAY', tableName: 'Meja 9', queueName: 'Ayu' });
    expect(ticket!.version).toBe(before!.version + 2);
    expect(await readOrder(placed.id)).toMatchObject({ type: 'TAKEAWAY', tableName: 'Meja 9' });
    data(await tenant.api('PATCH', `/orders/${placed.id}`, { note: 'bayar nanti' }));
    expect((await ticketsOf(placed.id))[0]!.version).toBe(ticket!.version);
  });
});

describe('several at once', () => {
  test('KDS-05 concurrency: twenty screens bump one ticket, it moves once', async () => {
    const placed = await order([shop.rice, shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => move(ticket!.id, 'READY')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(data<KitchenTicketDto>(answers[0]!)).toMatchObject({
      status: 'READY',
      version: ticket!.version + 1,
    });
  });

  test('KDS-05 concurrency: items bumped at two stations while it is being paid all count', async () => {
    const placed = await order([shop.rice, shop.coffee, shop.rice, shop.coffee]);
    const tickets = await ticketsOf(placed.id);
    const bumps = tickets.flatMap((ticket) => [moveItem(ticket, 0, 'SERVED'), moveItem(ticket, 1, 'SERVED')]);
    const paying = tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'QRIS',
      amount: placed.dueTotal,
    });
    for (const answer of await Promise.all([...bumps, paying])) expect(answer.status).toBeLessThan(300);
    const after = await readOrder(placed.id);
    expect(after.items.map(({ kitchenStatus }) => kitchenStatus)).toEqual(Array(4).fill('SERVED'));
    expect(after).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
  });

  test('KDS-05 concurrency: a payment that read the order before a bump does not undo the bump', async () => {
    const placed = await order([shop.rice, shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    data(await moveItem(ticket!, 0, 'READY'));
    const waiting = async (sessions: number) => {
      const count =
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'";
      while ((await app.sql<{ n: number }>(count, [app.database]))[0]!.n < sessions);
    };
    const [bumped, paid] = await asAdmin(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [placed.id]);
      // The bump leaves the order's own state as it is: PREPARING before and after.
      const bumping = moveItem(ticket!, 1, 'PREPARING');
      await waiting(1);
      const paying = tenant.api('POST', `/orders/${placed.id}/payments`, {
        method: 'QRIS',
        amount: placed.dueTotal,
      });
      await waiting(2);
      await client.query('COMMIT');
      return Promise.all([bumping, paying]);
    }, app.database);
    expect([bumped.status, paid.body.data?.paymentStatus]).toEqual([200, 'PAID']);
    const after = await readOrder(placed.id);
    expect(after.items.map(({ kitchenStatus }) => kitchenStatus)).toEqual(['READY', 'PREPARING']);
  });

  test('KDS-05 a screen that names an old version is told so', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    data(await move(ticket!.id, 'PREPARING', { 'if-match': '"1"' }));
    const stale = await move(ticket!.id, 'READY', { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
  });
});

describe('who may', () => {
  test('KDS-03 AUTH-06 ISO-03 cashiers look, others of the tenant without the outlet and other tenants find nothing', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const cashier = (await tenant.staff('CASHIER')).api;
    expect((await board('', cashier)).length).toBeGreaterThan(0);
    expect((await cashier('POST', `/kitchen/tickets/${ticket!.id}/recall`)).status).toBe(403);

    const second = uuidv7();
    data(await tenant.api('POST', '/outlets', { id: second, name: 'Cabang' }), 201);
    const elsewhere = (await tenant.staff('KITCHEN', { outletIds: [second] })).api;
    const other = await app.registerTenant();
    for (const api of [elsewhere, other.api]) {
      const status = { status: 'READY' };
      expect((await api('POST', `/kitchen/tickets/${ticket!.id}/status`, status)).status).toBe(404);
      const path = `/kitchen/tickets/${ticket!.id}/items/${ticket!.items[0]!.id}/status`;
      expect((await api('POST', path, status)).status).toBe(404);
    }
    expect((await elsewhere('GET', `/kitchen/tickets?outletId=${tenant.outletId}`)).status).toBe(404);
    const foreign = await other.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`);
    expect(foreign.body?.data ?? []).toEqual([]);
    const missing = await cook('POST', `/kitchen/tickets/${ticket!.id}/items/${uuidv7()}/status`, {
      status: 'READY',
    });
    expect(missing.status).toBe(404);
    expect((await ticketsOf(placed.id))[0]).toMatchObject({ status: 'QUEUED', version: 1 });
  });
});
