import type { Page, Route } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { type Menu, stockMenu, uuidV7 } from '../support/menu';
import { placeOrder } from '../support/orders';
import { readTotal, rupiah, till, typeByHand } from '../support/till';
import { expect, test } from '../support/test';

interface Order {
  id: string;
  number: string;
  type: string;
  total: number;
  dueTotal: number;
  tableName: string | null;
  paymentStatus: string;
  items: { name: string; quantity: number; sentAt: string | null; kitchenStatus: string | null }[];
  payments: { method: string; amount: number; tendered: number | null }[];
}

let tenant: Tenant;
let menu: Menu;
let serial = 0;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Bersama');
  menu = await stockMenu(tenant);
});

const read = (id: string): Promise<Order> => call<Order>('GET', `/orders/${id}`, undefined, tenant.token);
/** Orders of one cashier; each test has a cashier of its own. */
async function hire(): Promise<{ person: Person; sold: () => Promise<Order[]> }> {
  serial += 1;
  const name = `Kasir ${String.fromCharCode(64 + serial)}${Date.now().toString(36)}`;
  const person = await addStaff(tenant, 'CASHIER', name);
  const sold = async (): Promise<Order[]> => {
    const path = `/orders?q=${encodeURIComponent(name)}`;
    const rows = await call<Order[]>('GET', path, undefined, tenant.token);
    return Promise.all(rows.map(({ id }) => read(id)));
  };
  return { person, sold };
}

/** Lines of an order by name, in the order's own order: «Teh Tarik×1». */
const linesOf = (order: Order | undefined): string[] =>
  (order?.items ?? []).map(({ name, quantity }) => `${name}×${quantity}`);

/** Holds the answers to writing calls of a path until it is told to let them go. */
async function slowDown(page: Page, path: RegExp): Promise<{ held: Promise<void>; release: () => void }> {
  let release = (): void => undefined;
  let arrive = (): void => undefined;
  const mayGo = new Promise<void>((resolve) => (release = resolve));
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(path, async (route) => {
    if (route.request().method() === 'GET') return route.fallback();
    const response = await route.fetch();
    arrive();
    await mayGo;
    await route.fulfill({ response });
  });
  return { held, release };
}

/** Calls arrive and are done; their answers don't come back. */
async function loseAnswers(page: Page, path: RegExp): Promise<() => Promise<void>> {
  const lose = async (route: Route): Promise<void> => {
    if (route.request().method() === 'GET') return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  };
  await page.route(path, lose);
  return () => page.unroute(path, lose);
}

/** Opens the till with its live line dead: it hears of nothing. */
async function goDeaf(page: Page): Promise<Page> {
  await page.routeWebSocket(/socket\.io/, (socket) => void socket.close());
  await page.goto('/till');
  return page;
}

async function openTill(page: Page, table?: string): Promise<ReturnType<typeof till>> {
  const at = till(page);
  await expect(at.product('Teh Tarik')).toBeVisible();
  if (table) await page.locator('#till-label').fill(table);
  return at;
}
/** Opens a stored order from the list. */
async function resume(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Pesanan berjalan' });
  await sheet.getByRole('button', { name: new RegExp(title) }).click();
  await expect(sheet).toBeHidden();
}
const toKitchen = (page: Page) => till(page).basket.getByRole('button', { name: /^Kirim ke dapur/ });
const lineOf = (page: Page, name: string) => till(page).basket.locator('[data-line]', { hasText: name });
const addElsewhere = (order: { id: string }, productId: string): Promise<Order> =>
  call<Order>('POST', `/orders/${order.id}/items`, { items: [{ productId, quantity: 1 }] }, tenant.token);

test('T-05 what is added while an order is on its way to the kitchen stays, as new lines of it', async ({
  openAs,
}) => {
  const { person, sold } = await hire();
  const page = await openAs(person, '/till');
  const at = await openTill(page, '5');
  await at.product('Teh Tarik').click();
  const slow = await slowDown(page, /\/api\/v1\/orders$/);
  await toKitchen(page).click();
  await slow.held;
  // What is on its way stays as it is; the same product begins a line of its own.
  await expect(lineOf(page, 'Teh Tarik').getByRole('button', { name: 'Tambah Teh Tarik' })).toBeDisabled();
  await at.product('Teh Tarik').click();
  await at.product('Roti Bakar').click();
  await expect(lineOf(page, 'Teh Tarik')).toHaveCount(2);
  slow.release();
  await expect(page.getByText('2 baris baru belum dikirim')).toBeVisible();
  await expect(lineOf(page, 'Teh Tarik')).toHaveCount(1);
  await expect(lineOf(page, 'Roti Bakar')).toHaveCount(1);
  await expect(at.basket.getByText('Sudah dikirim')).toHaveCount(1);

  const more = await slowDown(page, /\/api\/v1\/orders\/[^/]+\/items$/);
  await toKitchen(page).click();
  await more.held;
  await at.product('Roti Bakar').click();
  more.release();
  await expect(page.getByText('1 baris baru belum dikirim')).toBeVisible();
  await expect(lineOf(page, 'Roti Bakar')).toHaveCount(1);
  await toKitchen(page).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  const [order, ...others] = await sold();
  expect(others).toEqual([]);
  expect(linesOf(order)).toEqual(['Teh Tarik×1', 'Teh Tarik×1', 'Roti Bakar×1', 'Roti Bakar×1']);
  expect(order?.items.every(({ sentAt }) => sentAt !== null)).toBe(true);
});

test('T-05 what is added while an order is being held stays', async ({ openAs }) => {
  const { person, sold } = await hire();
  const page = await openAs(person, '/till');
  const at = await openTill(page);
  await at.basket.getByText('Bawa pulang', { exact: true }).click();
  await at.product('Teh Tarik').click();
  const slow = await slowDown(page, /\/api\/v1\/orders$/);
  await at.basket.getByRole('button', { name: 'Simpan', exact: true }).click();
  await slow.held;
  await at.product('Roti Bakar').click();
  slow.release();
  await expect(page.getByText('1 baris baru belum dikirim')).toBeVisible();
  expect(await readTotal(page)).toBe(36_850);
  await at.basket.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  const [order, ...others] = await sold();
  expect(others).toEqual([]);
  expect(linesOf(order)).toEqual(['Teh Tarik×1', 'Roti Bakar×1']);
  expect(order?.items.every(({ sentAt }) => sentAt === null)).toBe(true);
});

test('T-05 what is added after Esc from a payment being recorded is in the next order', async ({
  openAs,
}) => {
  const { person, sold } = await hire();
  const page = await openAs(person, '/till');
  const at = await openTill(page);
  await at.product('Teh Tarik').click();
  await at.pay.click();
  const slow = await slowDown(page, /\/api\/v1\/orders$/);
  await at.takeExact.click();
  await slow.held;
  await page.keyboard.press('Escape');
  await expect(at.due).toBeHidden();
  await at.product('Roti Bakar').click();
  await expect(lineOf(page, 'Roti Bakar')).toBeVisible();
  slow.release();
  await expect(at.done).toBeVisible();
  await expect(async () => {
    await at.newOrder.click();
    await expect(at.done).toBeHidden({ timeout: 300 });
  }).toPass();
  await expect(lineOf(page, 'Roti Bakar')).toBeVisible();
  await expect(lineOf(page, 'Teh Tarik')).toHaveCount(0);
  expect(await readTotal(page)).toBe(17_050);
  const [order, ...others] = await sold();
  expect(others).toEqual([]);
  expect(linesOf(order)).toEqual(['Teh Tarik×1']);
  expect(order?.paymentStatus).toBe('PAID');
});

test('T-12 an open order follows what another till does to it, and says what changed', async ({ openAs }) => {
  const [first, second] = [await hire(), await hire()];
  const order = await placeOrder(tenant, menu, { table: '31', products: [menu.tea] });
  const [a, b] = [await openAs(first.person, '/till'), await openAs(second.person, '/till')];
  for (const page of [a, b]) await resume(page, 'Meja 31');
  // Seen live, the order is read again at once.
  await expect(till(b).basket.getByText('Sudah dikirim')).toHaveCount(1);
  await till(b).product('Teh Tarik').click();
  await till(a).product('Roti Bakar').click();
  await toKitchen(a).click();
  await expect(till(a).basket.getByText('Pesanan masih kosong')).toBeVisible();
  const changes = b.getByTestId('order-changes');
  await expect(changes).toContainText('Ditambahkan di tempat lain: 1× Roti Bakar');
  await expect(lineOf(b, 'Teh Tarik')).toHaveCount(1);
  expect(await readTotal(b)).toBe(19_800 * 2 + 17_050);
  await changes.getByRole('button', { name: 'Mengerti' }).click();
  await expect(changes).toBeHidden();
  await call('POST', `/orders/${order.id}/void`, { reason: 'Tamu pulang' }, tenant.token);
  await expect(b.getByText(`Pesanan ${order.number} sudah dibatalkan di tempat lain`)).toBeVisible();
  await expect(lineOf(b, 'Teh Tarik')).toHaveCount(1);
  expect(await readTotal(b)).toBe(19_800);
});

test('T-12 the bill of a payment that is open changes before the eyes, and nothing is taken for the old one', async ({
  openAs,
}) => {
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '32', products: [menu.tea] });
  const page = await openAs(person, '/till');
  await resume(page, 'Meja 32');
  const at = till(page);
  await at.pay.click();
  await expect(at.due).toHaveText(rupiah(19_800));
  await addElsewhere(order, menu.bread);
  const notice = page.getByTestId('bill-change');
  await expect(notice).toContainText(
    `Tagihan berubah dari ${rupiah(19_800)} menjadi ${rupiah(36_900)} (+${rupiah(17_100)})`,
  );
  await expect(at.takeExact).toHaveCount(0);
  await page.getByRole('button', { name: `Lanjut dengan ${rupiah(36_900)}` }).click();
  await expect(at.due).toHaveText(rupiah(36_900));
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
  expect(await read(order.id)).toMatchObject({ paymentStatus: 'PAID', payments: [{ amount: 36_900 }] });
});

test('T-12 a till that heard of nothing does not take money for an older total', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '33', products: [menu.tea] });
  const page = await goDeaf(await openAs(person, '/404'));
  await resume(page, 'Meja 33');
  const at = till(page);
  await at.pay.click();
  await expect(at.due).toHaveText(rupiah(19_800));
  await addElsewhere(order, menu.bread);
  await typeByHand(page, '50000');
  await at.confirmCash.click();
  const notice = page.getByTestId('bill-change');
  await expect(notice).toContainText(`(+${rupiah(17_100)})`);
  await expect(page.getByRole('dialog').getByTestId('order-changes')).toContainText('1× Roti Bakar');
  expect((await read(order.id)).payments).toEqual([]);
  await page.getByRole('button', { name: `Lanjut dengan ${rupiah(36_900)}` }).click();
  await expect(notice).toBeHidden();
  // The fifty that was handed over covers the new bill as well.
  await page.getByRole('button', { name: 'Catat penjualan' }).click();
  await expect(at.change).toHaveText(rupiah(13_100));
  expect(await read(order.id)).toMatchObject({
    paymentStatus: 'PAID',
    payments: [{ amount: 36_900, tendered: 50_000 }],
  });
});

test('T-13 a table renamed elsewhere: what was done here is put on top and saved, and what changed is said', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '34', products: [menu.tea] });
  const page = await goDeaf(await openAs(person, '/404'));
  await resume(page, 'Meja 34');
  const at = till(page);
  await page.locator('#till-label').fill('34B');
  await at.product('Roti Bakar').click();
  await call('PATCH', `/orders/${order.id}`, { tableName: '35' }, tenant.token);
  await toKitchen(page).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  await expect(page.getByText('Meja atau nama diubah menjadi “35”; yang Anda tulis, “34B”')).toBeVisible();
  const stored = await read(order.id);
  expect(stored.tableName).toBe('34B');
  expect(linesOf(stored)).toEqual(['Teh Tarik×1', 'Roti Bakar×1']);
});

test('T-13 lines whose answer got lost are there once, with what was added since', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '36', products: [menu.tea] });
  const page = await goDeaf(await openAs(person, '/404'));
  await resume(page, 'Meja 36');
  const at = till(page);
  await at.product('Roti Bakar').click();
  const find = await loseAnswers(page, /\/api\/v1\/orders\/[^/]+\/items$/);
  await toKitchen(page).click();
  await expect(page.getByText('Server tidak terjangkau').first()).toBeVisible({ timeout: 30_000 });
  await find();
  await at.product('Roti Bakar').click();
  await at.product('Teh Tarik').click();
  await expect(lineOf(page, 'Roti Bakar').getByRole('status')).toHaveText('2');
  await toKitchen(page).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  const stored = await read(order.id);
  const counts = new Map<string, number>();
  for (const { name, quantity } of stored.items) counts.set(name, (counts.get(name) ?? 0) + quantity);
  expect(Object.fromEntries(counts)).toEqual({ 'Teh Tarik': 2, 'Roti Bakar': 2 });
  expect(stored.items.every(({ sentAt }) => sentAt !== null)).toBe(true);
});

test('T-13 a stored order whose lines never arrived can be left: what is lost is said, and nothing else is', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource');
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '38', products: [menu.tea] });
  const page = await openAs(person, '/till');
  await resume(page, 'Meja 38');
  const at = till(page);
  await at.product('Roti Bakar').click();
  await page.route(/\/api\/v1\/orders\/[^/]+\/items$/, (route) => route.abort('connectionrefused'));
  await toKitchen(page).click();
  await expect(page.getByText('Server tidak terjangkau').first()).toBeVisible({ timeout: 30_000 });
  await at.basket.getByRole('button', { name: 'Tindakan lain untuk pesanan ini' }).click();
  await at.basket.getByRole('button', { name: 'Tutup tanpa menyimpan' }).click();
  const question = page.getByRole('dialog', { name: 'Tutup tanpa menyimpan?' });
  await expect(question).toContainText('1 baris baru');
  await question.getByRole('button', { name: 'Tutup tanpa menyimpan' }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  expect(linesOf(await read(order.id))).toEqual(['Teh Tarik×1']);
});

for (const line of ['dead', 'live'] as const) {
  test(`T-13 a payment whose answer got lost ends in its struk and is taken once (live line ${line})`, async ({
    openAs,
    consoleGuard,
  }) => {
    consoleGuard.allow('Failed to load resource', 'WebSocket');
    const { person, sold } = await hire();
    const page = await openAs(person, line === 'dead' ? '/404' : '/till');
    if (line === 'dead') await goDeaf(page);
    const at = await openTill(page);
    await at.product('Teh Tarik').click();
    await at.pay.click();
    await expect(at.due).toBeVisible();
    await typeByHand(page, '20000');
    const find = await loseAnswers(page, /\/api\/v1\/orders$/);
    await at.confirmCash.click();
    if (line === 'dead') {
      await expect(page.getByRole('button', { name: 'Coba lagi' })).toBeEnabled({ timeout: 30_000 });
      await find();
      // Taken back on the screen: whether it was recorded is asked first.
      await page.getByRole('button', { name: 'Tarik kembali' }).click();
    }
    await expect(at.done).toBeVisible({ timeout: 30_000 });
    await expect(at.change).toHaveText(rupiah(200));
    const [order, ...others] = await sold();
    expect(others).toEqual([]);
    expect(order?.payments).toMatchObject([{ amount: 19_800, tendered: 20_000 }]);
  });
}

test('T-10 a sent order that becomes a takeaway: what is added reaches the kitchen', async ({ openAs }) => {
  const { person } = await hire();
  const order = await placeOrder(tenant, menu, { table: '37', products: [menu.tea] });
  await call(
    'POST',
    '/products',
    { name: 'Air Mineral', price: 5_000, needsPreparation: false, id: uuidV7() },
    tenant.token,
  );
  const page = await openAs(person, '/till');
  await resume(page, 'Meja 37');
  const at = till(page);
  await at.basket.getByText('Bawa pulang', { exact: true }).click();
  // Nothing of what is new is prepared anywhere: it is only held.
  await at.product('Air Mineral').click();
  await expect(at.basket.getByRole('button', { name: 'Simpan', exact: true })).toBeVisible();
  await expect(toKitchen(page)).toHaveCount(0);
  await at.product('Roti Bakar').click();
  await toKitchen(page).click();
  await expect(page.getByText(`Pesanan ${order.number} dikirim ke dapur`)).toBeVisible();
  const stored = await read(order.id);
  expect(stored.type).toBe('TAKEAWAY');
  expect(stored.items).toMatchObject([
    { name: 'Teh Tarik', kitchenStatus: 'QUEUED' },
    { name: 'Air Mineral', kitchenStatus: null },
    { name: 'Roti Bakar', kitchenStatus: 'QUEUED' },
  ]);
});
