import type { OrderDto, PaidOrderDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const data = <T = OrderDto>(answer: ApiAnswer): T => (answer.body as { data: T }).data;
const place = async (): Promise<OrderDto> =>
  data(
    await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'DINE_IN',
      submit: true,
      items: [{ productId: goods.bread, quantity: 1 }],
    }),
  );
const add = (order: OrderDto, ids: string[], headers: Record<string, string> = {}): Promise<ApiAnswer> => {
  const items = ids.map((id) => ({ id, productId: goods.bread, quantity: 1 }));
  return tenant.api('POST', `/orders/${order.id}/items`, { items }, headers);
};
const read = async (id: string): Promise<OrderDto> => data(await tenant.api('GET', `/orders/${id}`));

describe('an order that is not what its reader knows', () => {
  test('T-12 a payment for the version that was seen is refused once there is another, and nothing is taken', async () => {
    const order = await place();
    await add(order, [uuidv7()]);
    const payment = { id: uuidv7(), method: 'CASH', amount: order.cashDueTotal };
    const seen = { 'If-Match': `"${order.version}"`, 'Idempotency-Key': uuidv7() };
    const refused = await tenant.api('POST', `/orders/${order.id}/payments`, payment, seen);
    expect([refused.status, refused.body.code]).toEqual([412, 'version_conflict']);
    const now = await read(order.id);
    expect(now).toMatchObject({ paidTotal: 0, payments: [], total: 2 * order.total });

    // Seen anew, the same payment under its key is taken, once, and its repetition is answered whatever was read before.
    const agreed = { ...payment, amount: now.cashDueTotal };
    const key = uuidv7();
    const pay = (version: number): Promise<ApiAnswer> =>
      tenant.api('POST', `/orders/${order.id}/payments`, agreed, {
        'If-Match': `"${version}"`,
        'Idempotency-Key': key,
      });
    const paid = await pay(now.version);
    expect(paid.status).toBe(201);
    const again = await pay(order.version);
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([201, 'true']);
    expect(data<PaidOrderDto>(again)).toEqual(data<PaidOrderDto>(paid));
    expect((await read(order.id)).payments).toHaveLength(1);
  });

  test('T-13 items that arrived before are said to be there when they come with others', async () => {
    const order = await place();
    const [first, second] = [uuidv7(), uuidv7()];
    const headers = { 'Idempotency-Key': uuidv7() };
    expect((await add(order, [first], headers)).status).toBe(201);
    expect((await add(order, [first], headers)).status).toBe(201);
    const both = await add(order, [first, second]);
    expect([both.status, both.body.code]).toEqual([409, 'duplicate']);
    const rest = await add(order, [second]);
    expect(data(rest).items.map(({ id }) => id)).toEqual([order.items[0]!.id, first, second]);
  });
});
