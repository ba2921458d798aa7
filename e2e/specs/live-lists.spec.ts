import type { Page } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { type PlacedOrder, placeOrder } from '../support/orders';
import { expect, test } from '../support/test';

/** Three pages of Penjualan, the last one short. */
const ORDERS = 210;
const STORM = 50;
const AT_ONCE = 10;
/** What is waited for while nothing may be read. */
const QUIET_MS = 2_500;

let tenant: Tenant;
let menu: Menu;
let cashier: Person;
/** Oldest first. */
let orders: PlacedOrder[];

async function inTurns<T, R>(list: readonly T[], work: (entry: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < list.length; at += AT_ONCE) {
    done.push(...(await Promise.all(list.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  tenant = await registerTenant('Kedai Ramai');
  menu = await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Rama Putra');
  const first = await placeOrder(tenant, menu, { table: 'Meja lama', products: [menu.coffee] });
  const numbers = Array.from({ length: ORDERS - 1 }, (_, at) => at);
  orders = [
    first,
    ...(await inTurns(numbers, () =>
      placeOrder(tenant, menu, { products: [menu.coffee], more: { submit: false } }),
    )),
  ];
});

/** Counts what this page reads of a path, and of which pages of it. */
function readings(page: Page, path: RegExp): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (request.method() === 'GET' && path.test(url.pathname))
      seen.push(url.searchParams.get('cursor') ?? 'first');
  });
  return seen;
}
const change = (id: string, body: object) => call('PATCH', `/orders/${id}`, body, tenant.token);
/** Changes of orders spread over everything, as a busy hour has them within a second. */
const storm = () =>
  inTurns(
    Array.from({ length: STORM }, (_, at) => orders[at * Math.floor(ORDERS / STORM)]!),
    ({ id }) => change(id, { note: `Catatan ${Math.random()}` }),
  );
const setHidden = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
/** Nothing is read for so long. */
async function calm(seen: readonly string[]): Promise<void> {
  let before = -1;
  await expect
    .poll(
      () => {
        const isCalm = seen.length === before;
        before = seen.length;
        return isCalm;
      },
      { intervals: [QUIET_MS] },
    )
    .toBe(true);
}

test('T-48 fifty events in a second on a list of three loaded pages cost it a few readings of one page each, and every row is right', async ({
  openAs,
}) => {
  const page = await openAs(tenant, '/sales');
  for (const count of ['200', '210']) {
    await page.getByRole('button', { name: 'Tampilkan berikutnya' }).click();
    await expect(page.getByText(new RegExp(`${count} penjualan`))).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Tampilkan berikutnya' })).toHaveCount(0);
  const seen = readings(page, /^\/api\/v1\/orders$/);
  const whole = readings(page, /^\/api\/v1\/orders\/[0-9a-f-]+$/);
  const began = Date.now();
  await storm();
  // The oldest order stands on the last page: what an event tells, and what it does not.
  await change(orders[0]!.id, { tableName: 'Meja pindah' });
  await page.getByRole('table').hover();
  await page.mouse.wheel(0, 100_000);
  await expect(page.getByRole('row').filter({ hasText: 'Meja pindah' })).toHaveCount(1);
  await calm(seen);
  const seconds = Math.ceil((Date.now() - began) / 1_000);
  // One reading a second at most, each of one page, however long the storm takes on a busy machine.
  expect(seen.length).toBeLessThanOrEqual(seconds);
  expect(new Set(seen).size).toBeLessThanOrEqual(3);
  expect(whole).toEqual([]);
});

test('T-48 a new order comes on top with one reading of the first page; a hidden list reads nothing until it is shown, then once', async ({
  openAs,
}) => {
  const page = await openAs(tenant, '/sales');
  await page.getByRole('button', { name: 'Tampilkan berikutnya' }).click();
  await expect(page.getByText(/200 penjualan/)).toBeVisible();
  const seen = readings(page, /^\/api\/v1\/orders$/);
  const fresh = await placeOrder(tenant, menu, { table: 'Meja baru', products: [menu.coffee] });
  await expect(page.getByRole('row').filter({ hasText: 'Meja baru' })).toHaveCount(1);
  await calm(seen);
  expect(new Set(seen)).toEqual(new Set(['first']));
  expect(seen.length).toBeLessThanOrEqual(2);

  seen.length = 0;
  await setHidden(page, true);
  await storm();
  await change(fresh.id, { tableName: 'Meja lain' });
  await calm(seen);
  expect(seen).toEqual([]);
  await setHidden(page, false);
  await expect(page.getByRole('row').filter({ hasText: 'Meja lain' })).toHaveCount(1);
});

test('T-48 the till’s list of orders and the dashboard read once a second at most', async ({ openAs }) => {
  const sale = await openAs(cashier, '/till');
  await sale
    .getByRole('button', { name: /^Pesanan/ })
    .first()
    .click();
  const list = sale.getByRole('dialog', { name: 'Pesanan berjalan' });
  await expect(list.getByRole('button', { name: /Meja 1/ }).first()).toBeVisible();
  const office = await openAs(tenant, '/dashboard');
  await expect(office.getByRole('heading', { level: 1 })).toBeVisible();
  const seen = [readings(sale, /^\/api\/v1\/orders$/), readings(office, /^\/api\/v1\/reports\/dashboard$/)];
  const began = Date.now();
  await storm();
  for (const counted of seen) await calm(counted);
  const seconds = Math.ceil((Date.now() - began) / 1_000);
  for (const counted of seen) {
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.length).toBeLessThanOrEqual(seconds);
  }
});
