import { ORDER_TYPES, PAYMENT_METHODS } from '@meja/domain';
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

const data = <T>(answer: ApiAnswer, status = 201): T => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
};
const set = async (settings: object) => data(await tenant.api('PATCH', '/settings', settings), 200);
const body = (more: object = {}) => ({
  outletId: tenant.outletId,
  type: 'TAKEAWAY',
  items: [{ productId: goods.bread, quantity: 1 }],
  ...more,
});
const problem = (answer: ApiAnswer) => [answer.status, answer.body.code, answer.body.errors?.[0]?.path];
const open = async () => data<OrderDto>(await tenant.api('POST', '/orders', body({ submit: true })));

describe.each(PAYMENT_METHODS.filter((method) => method !== 'CASH'))(
  'F-16 only cash is taken, not %s',
  (method) => {
    beforeAll(() => set({ paymentMethods: ['CASH'] }));
    const refused = [422, 'validation_failed'];

    test('F-16 PAY-01 with a new order, with a quote, or later', async () => {
      const payments = [{ method, amount: 17_050 }];
      for (const path of ['/orders', '/orders/quote']) {
        expect(problem(await tenant.api('POST', path, body({ payments })))).toEqual([
          ...refused,
          'payments.0.method',
        ]);
      }
      const { id } = await open();
      const paid = await tenant.api('POST', `/orders/${id}/payments`, { method, amount: 17_050 });
      expect(problem(paid)).toEqual([...refused, 'method']);
      const cash = await tenant.api('POST', `/orders/${id}/payments`, { method: 'CASH', amount: 17_100 });
      expect(data<OrderDto>(cash)).toMatchObject({ paymentStatus: 'PAID' });
    });
  },
);

describe.each(ORDER_TYPES.filter((type) => type !== 'TAKEAWAY'))(
  'F-16 only takeaway is sold, not %s',
  (type) => {
    beforeAll(() => set({ orderTypes: ['TAKEAWAY'] }));

    test('F-16 SELL-01 as a new order, in a quote, or by a change', async () => {
      const { id } = await open();
      const answers = [
        await tenant.api('POST', '/orders', body({ type })),
        await tenant.api('POST', '/orders/quote', body({ type })),
        await tenant.api('PATCH', `/orders/${id}`, { type }),
      ];
      for (const answer of answers) expect(problem(answer)).toEqual([422, 'validation_failed', 'type']);
    });

    test('F-16 SELL-01 what was ordered so before stays so, and is changed and paid', async () => {
      await set({ orderTypes: [...ORDER_TYPES] });
      const { id, cashDueTotal } = data<OrderDto>(
        await tenant.api('POST', '/orders', body({ type, submit: true })),
      );
      await set({ orderTypes: ['TAKEAWAY'] });
      expect(
        data<OrderDto>(await tenant.api('PATCH', `/orders/${id}`, { type, note: 'cepat' }), 200).type,
      ).toBe(type);
      const paid = await tenant.api('POST', `/orders/${id}/payments`, {
        method: 'CASH',
        amount: cashDueTotal,
      });
      expect(paid.status).toBe(201);
    });
  },
);

test('F-16 SELL-01 an outlet that is switched off begins no sale and no shift; what is open there is finished', async () => {
  await set({ orderTypes: [...ORDER_TYPES] });
  const order = await open();
  data(await tenant.api('PATCH', `/outlets/${tenant.outletId}`, { active: false }), 200);
  for (const path of ['/orders', '/orders/quote']) {
    expect(problem(await tenant.api('POST', path, body()))).toEqual([409, 'outlet_inactive', undefined]);
  }
  const shift = await tenant.api('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 0 });
  expect(problem(shift)).toEqual([409, 'outlet_inactive', undefined]);
  const added = await tenant.api('POST', `/orders/${order.id}/items`, {
    items: [{ productId: goods.bread, quantity: 1 }],
  });
  const { cashDueTotal } = data<OrderDto>(added);
  const paid = await tenant.api('POST', `/orders/${order.id}/payments`, {
    method: 'CASH',
    amount: cashDueTotal,
  });
  expect(data<OrderDto>(paid)).toMatchObject({ paymentStatus: 'PAID' });
  data(await tenant.api('PATCH', `/outlets/${tenant.outletId}`, { active: true }), 200);
  expect((await tenant.api('POST', '/orders', body())).status).toBe(201);
});
