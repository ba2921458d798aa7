import type { OrderDto, OrderSummaryDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
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

const FIELDS = [
  'businessDate',
  'cashierName',
  'createdAt',
  'dueTotal',
  'flags',
  'id',
  'itemCount',
  'number',
  'outletId',
  'paidTotal',
  'paymentStatus',
  'queueName',
  'status',
  'tableName',
  'total',
  'type',
  'version',
];

async function place(more: object = {}, api = tenant.api): Promise<OrderDto> {
  const answer = await api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: goods.bread, quantity: 2 }],
    ...more,
  });
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body.data as OrderDto;
}

async function list(query: string, api = tenant.api): Promise<OrderSummaryDto[]> {
  const answer = await api('GET', `/orders?${query}`);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  return answer.body.data as OrderSummaryDto[];
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('F-41 a list of orders is of summaries', () => {
  test('F-41 SELL-07 a summary has what a row shows, and agrees with the whole order', async () => {
    const placed = await place({
      queueName: 'Ringkas',
      submit: true,
      items: [
        { productId: goods.bread, quantity: 2 },
        { productId: goods.coffee, quantity: 1 },
      ],
    });
    await tenant.api('POST', `/orders/${placed.id}/payments`, { method: 'QRIS', amount: 10_000 });
    await tenant.api('POST', `/orders/${placed.id}/items/${placed.items[0]!.id}/void`, {
      reason: 'Salah pesan',
    });
    const whole = (await tenant.api('GET', `/orders/${placed.id}`)).body.data as OrderDto;
    const [row] = await list('q=Ringkas');
    expect(Object.keys(row!).sort()).toEqual(FIELDS);
    const { itemCount, ...rest } = row!;
    expect(whole).toMatchObject(rest);
    expect(itemCount).toBe(1);
    expect(row).toMatchObject({ paidTotal: 10_000, dueTotal: whole.total - 10_000 });
    const voided = await place({ queueName: 'Batal' });
    await tenant.api('POST', `/orders/${voided.id}/void`, { reason: 'Tamu pergi' });
    expect((await list('q=Batal'))[0]).toMatchObject({ status: 'VOIDED', dueTotal: 0 });
  });

  test('F-41 an answer is bounded by its rows, however much is on an order', async () => {
    const items = Array.from({ length: 300 }, () => ({
      productId: goods.coffee,
      quantity: 1,
      modifiers: [{ optionId: goods.sugarLess }],
      note: 'x'.repeat(300),
    }));
    await Promise.all(Array.from({ length: 3 }, () => place({ items, tableName: 'Panjang' })));
    const answer = await tenant.api('GET', '/orders?limit=1000&q=Panjang');
    expect(answer.body.data.map((row: OrderSummaryDto) => row.itemCount)).toEqual([300, 300, 300]);
    expect(Buffer.byteLength(answer.text)).toBeLessThan(3 * 1024);
  });

  test('SELL-07 status, outlet, dates, and a search over number, table, queue and cashier', async () => {
    const { api: kasir } = await tenant.staff('CASHIER', { name: 'Dewi Lestari' });
    const table = await place({ type: 'DINE_IN', tableName: 'Meja 50%_\\', submit: true });
    const queue = await place({ queueName: 'Pak Slamet' }, kasir);
    expect(ids(await list(`q=${encodeURIComponent('50%_\\')}`))).toEqual([table.id]);
    expect(await list(`q=${encodeURIComponent('%_%')}`)).toEqual([]);
    expect(ids(await list('q=slamet'))).toEqual([queue.id]);
    expect(ids(await list('q=lestari'))).toEqual([queue.id]);
    expect(ids(await list(`q=${queue.number}&status=DRAFT`))).toEqual([queue.id]);
    expect(ids(await list('status=OPEN,PREPARING'))).toContain(table.id);
    expect(ids(await list('status=OPEN,PREPARING'))).not.toContain(queue.id);
    const day = table.businessDate;
    expect(ids(await list(`from=${day}&to=${day}&q=slamet`))).toEqual([queue.id]);
    expect(await list('to=2020-01-01')).toEqual([]);
    expect(await list(`outletId=${uuidv7()}`)).toEqual([]);
  });

  test('SELL-07 pages follow one another, newest first, none twice', async () => {
    const placed: OrderDto[] = [];
    for (let n = 0; n < 5; n += 1) placed.push(await place({ queueName: 'Halaman' }));
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const answer = await tenant.api('GET', `/orders?q=Halaman&limit=2&cursor=${cursor}`);
      seen.push(...ids(answer.body.data));
      cursor = answer.body.meta.nextCursor as string | null;
    } while (cursor);
    expect(seen).toEqual(ids(placed).reverse());
    expect((await tenant.api('GET', '/orders?cursor=WyJ4IiwieSJd')).body.code).toBe('validation_failed');
  });

  test('ISO-03 nobody sees the orders of another outlet or tenant', async () => {
    const second = (await tenant.api('POST', '/outlets', { name: 'Cabang' })).body.data as { id: string };
    const { api: there } = await tenant.staff('CASHIER', { outletIds: [second.id] });
    const own = await place({ outletId: second.id }, there);
    expect(ids(await list('limit=1000', there))).toEqual([own.id]);
    expect(await list(`outletId=${tenant.outletId}`, there)).toEqual([]);
    const other = await app.registerTenant();
    expect(await list('limit=1000', other.api)).toEqual([]);
  });
});

test.each([
  ['all of an outlet', ''],
  ['what is open', '&status=DRAFT,OPEN,PREPARING,READY,SERVED'],
  ['one open state', '&status=OPEN'],
  ['what is voided', '&status=VOIDED'],
  ['what is over', '&status=COMPLETED,VOIDED'],
  ['open and over', '&status=OPEN,VOIDED'],
])('T-54 SELL-07 %s, by whatever plan it is read: the same orders, page by page', async (_, states) => {
  const here = await app.registerTenant();
  const bread = (await stockMenu(here)).bread;
  const items = [{ productId: bread, quantity: 1 }];
  for (const name of ['A', 'B', 'C', 'D', 'E', 'F'])
    await place({ outletId: here.outletId, items, queueName: name, submit: name > 'B' }, here.api);
  const every = await list('limit=100', here.api);
  for (const { id } of every.filter(({ queueName }) => queueName! > 'D'))
    expect((await here.api('POST', `/orders/${id}/void`, { reason: 'Tamu pergi' })).status).toBe(200);
  const wanted = states.replace('&status=', '').split(',').filter(Boolean);
  const after = await list('limit=100', here.api);
  const expected = after.filter(({ status }) => !wanted.length || wanted.includes(status));
  expect(expected.length).toBeGreaterThan(0);

  const found: OrderSummaryDto[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path: string = `/orders?outletId=${here.outletId}${states}&limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await here.api('GET', path);
    expect(body.data.length).toBeLessThanOrEqual(2);
    found.push(...(body.data as OrderSummaryDto[]));
    cursor = body.meta.nextCursor;
  }
  expect(found).toEqual(expected);
  expect(await list(`outletId=${here.outletId}${states}&limit=100`, here.api)).toEqual(expected);
});
