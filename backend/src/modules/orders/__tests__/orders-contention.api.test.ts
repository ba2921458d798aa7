import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
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

const bread = () => ({ productId: goods.bread, quantity: 1 });

async function place(items: object[]) {
  const { status, body } = await tenant.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items,
  });
  expect(status).toBe(201);
  return body.data;
}

test('SELL-02 ten tills add to one order at once: every item is on it', async () => {
  const { id } = await place([bread()]);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => tenant.api('POST', `/orders/${id}/items`, { items: [bread()] })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  const { data } = (await tenant.api('GET', `/orders/${id}`)).body;
  expect([data.items.length, data.subtotal, data.version]).toEqual([11, 11 * 15_500, 11]);
});

test('SELL-06 parts paid at once are all taken, and never more than the whole', async () => {
  const { id } = await place([bread()]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      tenant.api('POST', `/orders/${id}/payments`, { method: 'CARD', amount: 5_000 }),
    ),
  );
  const taken = answers.filter(({ status }) => status === 201).length;
  expect(taken).toBe(3);
  expect(answers.filter(({ status }) => status === 422 || status === 409)).toHaveLength(5);
  const { data } = (await tenant.api('GET', `/orders/${id}`)).body;
  expect(data).toMatchObject({ paidTotal: 15_000, paymentStatus: 'PARTIALLY_PAID', dueTotal: 2_050 });
});

test('SELL-02 an item taken off before it was sent is on the order no more', async () => {
  const placed = await place([bread(), bread()]);
  const [kept, gone] = placed.items;
  const removed = await tenant.api('DELETE', `/orders/${placed.id}/items/${gone.id}`);
  const { data } = (await tenant.api('GET', `/orders/${placed.id}`)).body;
  for (const now of [removed.body.data, data]) {
    expect(now.items.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
    expect(now.subtotal).toBe(15_500);
  }
  expect(removed.headers.get('etag')).toBe('"2"');
});

test('SELL-08 a void may ask for the goods back: of what no stock is kept, nothing has to be put back', async () => {
  const { id } = await place([bread()]);
  const { status, body } = await tenant.api('POST', `/orders/${id}/void`, { reason: 'Batal', restock: true });
  expect([status, body.data.status]).toEqual([200, 'VOIDED']);
});
