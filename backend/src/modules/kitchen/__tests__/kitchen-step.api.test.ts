import { Client } from 'pg';
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
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return (answer.body as { data: T }).data;
};
async function order(products: string[], { of = tenant, id = uuidv7() } = {}): Promise<OrderDto> {
  const items = products.map((productId) => ({ productId, quantity: 1 }));
  return data(
    await of.api('POST', '/orders', { id, outletId: of.outletId, type: 'TAKEAWAY', submit: true, items }),
    201,
  );
}
async function ticketsOf(orderId: string, of = tenant): Promise<KitchenTicketDto[]> {
  const board = data<KitchenTicketDto[]>(await of.api('GET', `/kitchen/tickets?outletId=${of.outletId}`));
  return board.filter((ticket) => ticket.orderId === orderId);
}
const readOrder = async (id: string, of = tenant): Promise<OrderDto> =>
  data(await of.api('GET', `/orders/${id}`));
const bump = (id: string, to: string, headers: Record<string, string> = {}, api = cook) =>
  api('POST', `/kitchen/tickets/${id}/status`, { status: to }, headers);

/** What a call sends over the connections that serve tenants. */
async function statementsOf(call: () => Promise<ApiAnswer>): Promise<string[]> {
  const sent: string[] = [];
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    data(await call());
    query.mock.calls.forEach(([asked], at) => {
      const client = query.mock.contexts[at] as unknown as {
        connectionParameters: { application_name?: string };
      };
      if (client.connectionParameters.application_name !== 'meja-app') return;
      sent.push(typeof asked === 'string' ? asked : (asked as unknown as { text: string }).text);
    });
  } finally {
    query.mockRestore();
  }
  return sent;
}

describe('KDS-06 PERF-01 a step is one round trip', () => {
  test('KDS-06 PERF-01 bump, item, recall, a step that changes nothing, ticket, and a board as it was', async () => {
    const [ticket] = await ticketsOf((await order([shop.rice, shop.rice])).id);
    const path = `/kitchen/tickets/${ticket!.id}`;
    const key = () => ({ 'idempotency-key': uuidv7() });
    const calls: [string, () => Promise<ApiAnswer>][] = [
      [
        'kitchen_step',
        () => cook('POST', `${path}/items/${ticket!.items[0]!.id}/status`, { status: 'READY' }, key()),
      ],
      ['kitchen_step', () => bump(ticket!.id, 'READY', key())],
      ['kitchen_step', () => bump(ticket!.id, 'READY')],
      ['kitchen_step', () => cook('POST', `${path}/recall`, undefined, key())],
      ['read_kitchen_ticket', () => cook('GET', path)],
      ['list_kitchen_heads', () => cook('GET', `/kitchen/tickets?outletId=${tenant.outletId}`)],
    ];
    for (const [name, call] of calls) {
      if (name === 'list_kitchen_heads') await call();
      const sent = await statementsOf(call);
      expect(sent).toEqual([expect.stringContaining(`FROM ${name}(`)]);
    }
  });

  test('KDS-06 a board knows a new clock at once', async () => {
    const other = await app.registerTenant();
    const sold = await openShop(other);
    const placed = await order([sold.rice], { of: other });
    expect(await ticketsOf(placed.id, other)).toHaveLength(1);
    await app.sql(
      "UPDATE kitchen_tickets SET created_at = created_at - interval '7 hours' WHERE order_id = $1",
      [placed.id],
    );
    // The day has begun within the last hour, or some 22 hours ago.
    const zone = (ahead: number) => {
      const hours = (new Date(Date.now() + ahead * 3_600_000).getUTCHours() + 24) % 24;
      return `${String(hours).padStart(2, '0')}:00`;
    };
    data(await other.api('PATCH', '/settings', { timeZone: 'UTC', businessDayCutoff: zone(0) }));
    expect(await ticketsOf(placed.id, other)).toEqual([]);
    data(await other.api('PATCH', '/settings', { businessDayCutoff: zone(2) }));
    expect(await ticketsOf(placed.id, other)).toHaveLength(1);
  });
});

describe('KDS-06 the memory of an answer', () => {
  test('KDS-06 the same key gives the first answer, byte by byte, and moves nothing', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const headers = { 'idempotency-key': uuidv7() };
    const first = await bump(ticket!.id, 'PREPARING', headers);
    data(await bump(ticket!.id, 'SERVED'));
    const again = await bump(ticket!.id, 'PREPARING', headers);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('etag')).toBe('"2"');
    expect((await ticketsOf(placed.id))[0]).toMatchObject({ status: 'SERVED', version: 3 });
    const otherBody = await bump(ticket!.id, 'READY', headers);
    expect([otherBody.status, otherBody.body.code]).toEqual([422, 'idempotency_key_reused']);
    const otherCook = (await tenant.staff('KITCHEN')).api;
    expect((await bump(ticket!.id, 'PREPARING', headers, otherCook)).body.code).toBe(
      'idempotency_key_reused',
    );
  });

  test('KDS-06 a refusal is not kept: once the way is free the same key has its effect', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const headers = { 'idempotency-key': uuidv7() };
    const recall = () => cook('POST', `/kitchen/tickets/${ticket!.id}/recall`, undefined, headers);
    expect((await recall()).body.code).toBe('invalid_transition');
    data(await bump(ticket!.id, 'READY'));
    expect(data<KitchenTicketDto>(await recall()).status).toBe('PREPARING');
    expect(data<KitchenTicketDto>(await recall()).status).toBe('PREPARING');
  });

  test('KDS-05 KDS-06 concurrency: twenty times the same request moves a ticket once', async () => {
    const placed = await order([shop.rice]);
    const [ticket] = await ticketsOf(placed.id);
    const headers = { 'idempotency-key': uuidv7() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        cook('POST', `/kitchen/tickets/${ticket!.id}/status`, { status: 'READY' }, headers),
      ),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(body.code).toBe('idempotency_in_progress');
    expect((await ticketsOf(placed.id))[0]).toMatchObject({ status: 'READY', version: 2 });
  });
});

describe('KDS-05 KDS-06 several at once', () => {
  test('KDS-05 SELL-02 concurrency: a bump and a void of the same item: it is voided, and no state is lost', async () => {
    for (let round = 0; round < 5; round += 1) {
      const placed = await order([shop.rice, shop.rice]);
      const [ticket] = await ticketsOf(placed.id);
      const [gone, kept] = ticket!.items;
      const [bumped, voided] = await Promise.all([
        cook('POST', `/kitchen/tickets/${ticket!.id}/items/${gone!.id}/status`, { status: 'SERVED' }),
        tenant.api('POST', `/orders/${placed.id}/items/${gone!.orderItemId}/void`, { reason: 'Salah pesan' }),
        cook('POST', `/kitchen/tickets/${ticket!.id}/items/${kept!.id}/status`, { status: 'READY' }),
      ]);
      expect(voided.status).toBe(200);
      expect([200, 409]).toContain(bumped.status);
      const [after] = await ticketsOf(placed.id);
      expect(after!.items.map(({ status }) => status)).toEqual(['VOIDED', 'READY']);
      const { items } = await readOrder(placed.id);
      expect(items.map(({ kitchenStatus }) => kitchenStatus)).toEqual(['VOIDED', 'READY']);
    }
  });

  test('KDS-05 concurrency: twenty steps of two tickets of one order while it is paid: the order ends where they do', async () => {
    const placed = await order([shop.rice, shop.coffee]);
    const tickets = await ticketsOf(placed.id);
    const steps = tickets.flatMap(({ id }) => Array.from({ length: 10 }, () => bump(id, 'SERVED')));
    const pay = tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'QRIS',
      amount: placed.dueTotal,
    });
    for (const answer of await Promise.all([...steps, pay])) expect(answer.status).toBeLessThan(300);
    expect(await readOrder(placed.id)).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
    expect((await ticketsOf(placed.id)).map(({ status, version }) => [status, version])).toEqual([
      ['SERVED', 2],
      ['SERVED', 2],
    ]);
  });
});

describe('KDS-06 ISO-03 two tenants whose orders, tickets and items have the same ids', () => {
  test('KDS-06 ISO-03 a step, its events, its answer under the same key and the board are each tenant’s own', async () => {
    const other = await app.registerTenant();
    const sold = await openShop(other);
    const mine = await order([shop.rice]);
    const [ticket] = await ticketsOf(mine.id);
    await order([sold.rice], { of: other, id: mine.id });
    await asAdmin(async (admin) => {
      await admin.query('BEGIN');
      await admin.query('SET LOCAL session_replication_role = replica');
      const { id, items } = ticket!;
      const where = 'WHERE tenant_id = $1 AND order_id = $2';
      await admin.query(
        `UPDATE kitchen_ticket_items SET id = $3, ticket_id = $4, order_item_id = $5
         WHERE tenant_id = $1 AND ticket_id IN (SELECT id FROM kitchen_tickets ${where})`,
        [other.tenantId, mine.id, items[0]!.id, id, items[0]!.orderItemId],
      );
      await admin.query(`UPDATE kitchen_tickets SET id = $3 ${where}`, [other.tenantId, mine.id, id]);
      await admin.query(`UPDATE order_items SET id = $3 ${where}`, [
        other.tenantId,
        mine.id,
        items[0]!.orderItemId,
      ]);
      await admin.query('COMMIT');
    }, app.database);
    const headers = { 'idempotency-key': uuidv7() };
    const ours = data<KitchenTicketDto>(await bump(ticket!.id, 'READY', headers, tenant.api));
    expect((await ticketsOf(mine.id, other))[0]).toMatchObject({
      id: ticket!.id,
      status: 'QUEUED',
      version: 1,
    });
    const theirs = data<KitchenTicketDto>(await bump(ticket!.id, 'SERVED', headers, other.api));
    expect([ours.outletId, theirs.outletId]).toEqual([tenant.outletId, other.outletId]);
    expect((await ticketsOf(mine.id))[0]).toMatchObject({ status: 'READY', version: 2 });
    expect((await readOrder(mine.id)).items[0]!.kitchenStatus).toBe('READY');
    expect((await readOrder(mine.id, other)).items[0]!.kitchenStatus).toBe('SERVED');
    const told = await app.sql<{ tenant_id: string; data: KitchenTicketDto }>(
      "SELECT tenant_id, data FROM outbox WHERE type = 'kitchen.ticket.updated' AND data->>'id' = $1 ORDER BY seq",
      [ticket!.id],
    );
    expect(told.map(({ tenant_id, data: { status, outletId } }) => [tenant_id, status, outletId])).toEqual([
      [tenant.tenantId, 'READY', tenant.outletId],
      [other.tenantId, 'SERVED', other.outletId],
    ]);
  });
});
