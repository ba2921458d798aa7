import { v7 as uuidv7 } from 'uuid';
import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { openShop } from '../../../../test/factories/selling';
import type { Shop } from '../../../../test/factories/selling';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
let shop: Shop;
let options: string[];
let stew: string;

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return (answer.body as { data: T }).data;
};

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  shop = await openShop(tenant);
  options = Array.from({ length: 50 }, () => uuidv7());
  const group = uuidv7();
  data(
    await tenant.api('POST', '/modifier-groups', {
      id: group,
      name: 'Isi',
      min: 0,
      max: 50,
      options: options.map((id, n) => ({ id, name: `${n} ${'x'.repeat(70)}`, price: 100 })),
    }),
    201,
  );
  stew = uuidv7();
  data(
    await tenant.api('POST', '/products', {
      id: stew,
      name: 'Semur',
      price: 10_000,
      categoryId: shop.foodId,
      stationId: shop.kitchenId,
      modifierGroupIds: [group],
    }),
    201,
  );
});
afterAll(() => app.stop());

const place = (count: number, length: number, extra: object = {}) =>
  tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'DINE_IN',
    submit: true,
    items: Array.from({ length: count }, () => ({
      productId: stew,
      quantity: 1,
      modifiers: options.slice(0, length).map((optionId) => ({ optionId })),
    })),
    ...extra,
  });

describe('F-41 KDS-01 a ticket of any size', () => {
  test('F-41 KDS-01 its events are small and say that there are items; the ticket itself has them all', async () => {
    const order = data<OrderDto>(await place(200, 50), 201);
    const [ticket] = data<KitchenTicketDto[]>(
      await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`),
    );
    const moved = data<KitchenTicketDto>(
      await tenant.api('POST', `/kitchen/tickets/${ticket!.id}/status`, { status: 'PREPARING' }),
    );
    expect(moved.items).toHaveLength(200);
    data(await tenant.api('PATCH', `/orders/${order.id}`, { tableName: 'Meja 9' }));
    const whole = data<KitchenTicketDto>(await tenant.api('GET', `/kitchen/tickets/${ticket!.id}`));
    expect(whole).toMatchObject({ status: 'PREPARING', tableName: 'Meja 9', version: 3 });
    expect(whole).not.toHaveProperty('itemsOmitted');
    expect(whole.items.map(({ modifiers }) => modifiers.length)).toEqual(Array(200).fill(50));

    const rows = await app.sql<{ data: KitchenTicketDto; bytes: number }>(
      `SELECT data, octet_length(data::text) AS bytes FROM outbox
       WHERE tenant_id = $1 AND type LIKE 'kitchen.ticket.%' ORDER BY seq`,
      [tenant.tenantId],
    );
    expect(rows.map(({ data: { items, itemsOmitted, version } }) => [items, itemsOmitted, version])).toEqual([
      [[], true, 1],
      [[], true, 2],
      [[], true, 3],
    ]);
    expect(Math.max(...rows.map(({ bytes }) => bytes))).toBeLessThan(2_000);
  });

  test('F-41 KDS-01 a board of large tickets answers with what one answer carries, the rest by id', async () => {
    for (let n = 0; n < 3; n += 1) data(await place(200, 50), 201);
    const answer = await tenant.api('GET', `/kitchen/tickets?outletId=${tenant.outletId}`);
    expect(Buffer.byteLength(answer.text)).toBeLessThan(3 * 1024 * 1024);
    const board = data<KitchenTicketDto[]>(answer);
    expect(board).toHaveLength(4);
    expect(board[0]!.items).toHaveLength(200);
    expect(board[3]).toMatchObject({ items: [], itemsOmitted: true });
    const last = data<KitchenTicketDto>(await tenant.api('GET', `/kitchen/tickets/${board[3]!.id}`));
    expect(last.items).toHaveLength(200);
  });

  test('F-41 an ordinary ticket is told whole', async () => {
    data(await place(3, 5, { tableName: 'Biasa' }), 201);
    const [event] = await app.sql<{ data: KitchenTicketDto }>(
      `SELECT data FROM outbox WHERE tenant_id = $1 AND type = 'kitchen.ticket.created' ORDER BY seq DESC LIMIT 1`,
      [tenant.tenantId],
    );
    expect(event!.data.items).toHaveLength(3);
    expect(event!.data).not.toHaveProperty('itemsOmitted');
  });

  test('F-41 the database takes no event and no row of the log of any size', async () => {
    await asAdmin(async (admin) => {
      const event = admin.query(
        `INSERT INTO outbox (tenant_id, id, type, data, occurred_at)
         VALUES ($1, $2, 'notification', jsonb_build_object('body', repeat('x', 70000)), now())`,
        [tenant.tenantId, uuidv7()],
      );
      await expect(event).rejects.toThrow('outbox_data_bounded');
      const row = {
        tenant_id: tenant.tenantId,
        id: uuidv7(),
        action: 'test',
        actor_name: '',
        ip: '',
        user_agent: '',
        entity: 'test',
        after: 'x'.repeat(70_000),
        occurred_at: new Date().toISOString(),
      };
      await admin.query('BEGIN');
      await admin.query("SELECT set_config('app.tenant_id', $1, true)", [tenant.tenantId]);
      await expect(admin.query('SELECT audit_append($1::jsonb)', [JSON.stringify(row)])).rejects.toThrow(
        'audit_log_after_bounded',
      );
      await admin.query('ROLLBACK');
    }, app.database);
  });
});
