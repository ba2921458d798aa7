import { v7 as uuidv7 } from 'uuid';
import type { OrderDto } from '@meja/domain';
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

const data = <T>(answer: ApiAnswer, status = 200): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return (answer.body as { data: T }).data;
};
const lines = (count: number) =>
  Array.from({ length: count }, () => ({ productId: goods.bread, quantity: 1 }));
const place = (count: number) =>
  tenant.api('POST', '/orders', { outletId: tenant.outletId, type: 'TAKEAWAY', items: lines(count) });
const tooMany = (path: string, max: number) => ({
  code: 'validation_failed',
  errors: [
    expect.objectContaining({ path, code: 'too_many', message: expect.stringContaining(String(max)) }),
  ],
});

describe('F-41 SELL-01 an order is bounded', () => {
  test('F-41 SELL-01 three hundred items, however they came there', async () => {
    expect((await place(301)).body).toMatchObject(tooMany('items', 300));
    const order = data<OrderDto>(await place(299), 201);
    const more = `/orders/${order.id}/items`;
    expect((await tenant.api('POST', more, { items: lines(2) })).body).toMatchObject(tooMany('items', 300));
    data(await tenant.api('POST', more, { items: lines(1) }), 201);
    expect((await tenant.api('POST', more, { items: lines(1) })).body).toMatchObject(tooMany('items', 300));
    // What is taken off makes room.
    data(await tenant.api('DELETE', `${more}/${order.items[0]!.id}`));
    expect(data<OrderDto>(await tenant.api('POST', more, { items: lines(1) }), 201).items).toHaveLength(300);
  });

  test('F-41 SELL-01 putting on and taking off for ever ends, and the order can still be sold', async () => {
    const order = data<OrderDto>(await place(300), 201);
    await app.sql(
      `INSERT INTO order_items SELECT r.* FROM order_items i, generate_series(1, 700) n, LATERAL (
         SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'voided_at', now(),
           'void_reason', 'removed', 'position', 1000 + n))).*) r WHERE i.id = $1`,
      [order.items[0]!.id],
    );
    data(await tenant.api('DELETE', `/orders/${order.id}/items/${order.items[0]!.id}`));
    const refused = await tenant.api('POST', `/orders/${order.id}/items`, { items: lines(1) });
    expect(refused.body).toMatchObject(tooMany('items', 1_000));
    data(await tenant.api('POST', `/orders/${order.id}/submit`));
  });

  test('F-41 SELL-02 fifty options on an item, those chosen by default too', async () => {
    const groups = [uuidv7(), uuidv7()];
    for (const id of groups) {
      const options = Array.from({ length: 30 }, (_, n) => ({ name: `Isi ${n}`, price: 0, default: true }));
      data(
        await tenant.api('POST', '/modifier-groups', { id, name: `Isi ${id}`, min: 0, max: 50, options }),
        201,
      );
    }
    const productId = uuidv7();
    const product = {
      id: productId,
      name: 'Gado-gado',
      price: 20_000,
      categoryId: null,
      modifierGroupIds: groups,
    };
    data(await tenant.api('POST', '/products', product), 201);
    const answer = await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: [{ productId, quantity: 1 }],
    });
    expect(answer.body).toMatchObject(tooMany('items.0.modifiers', 50));
    const many = Array.from({ length: 51 }, () => ({ optionId: uuidv7() }));
    const named = await tenant.api('POST', '/orders', {
      outletId: tenant.outletId,
      type: 'TAKEAWAY',
      items: [{ productId, quantity: 1, modifiers: many }],
    });
    expect(named.body).toMatchObject(tooMany('items.0.modifiers', 50));
  });

  test('F-41 PAY-05 a hundred payments, and the one that settles is always taken', async () => {
    const order = data<OrderDto>(await place(1), 201);
    const pay = (amount: number) =>
      tenant.api('POST', `/orders/${order.id}/payments`, { method: 'QRIS', amount });
    for (let n = 0; n < 100; n += 1) data(await pay(1), 201);
    expect((await pay(1)).body).toMatchObject(tooMany('payments', 100));
    expect(data<OrderDto>(await pay(order.total - 100), 201).paymentStatus).toBe('PAID');
  });
});
