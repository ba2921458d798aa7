import { type Tenant, call, registerTenant } from '../support/api';
import { hire, linesOf, readOrder } from '../support/crew';
import { type Menu, stockMenu } from '../support/menu';
import { lineOf, openTill, resume, toKitchen, goDeaf, loseAnswers } from '../support/open-order';
import { placeOrder } from '../support/orders';
import { readTotal, rupiah, till, typeByHand } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Bersama');
  menu = await stockMenu(tenant);
});

const addElsewhere = (order: { id: string }, productId: string): Promise<unknown> =>
  call('POST', `/orders/${order.id}/items`, { items: [{ productId, quantity: 1 }] }, tenant.token);

test('T-12 an open order follows what another till does to it, and says what changed', async ({ openAs }) => {
  const [first, second] = [await hire(tenant), await hire(tenant)];
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
  const { person } = await hire(tenant);
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
  expect(await readOrder(tenant, order.id)).toMatchObject({
    paymentStatus: 'PAID',
    payments: [{ amount: 36_900 }],
  });
});

test('T-12 a till that heard of nothing does not take money for an older total', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire(tenant);
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
  expect((await readOrder(tenant, order.id)).payments).toEqual([]);
  await page.getByRole('button', { name: `Lanjut dengan ${rupiah(36_900)}` }).click();
  await expect(notice).toBeHidden();
  // The fifty that was handed over covers the new bill as well.
  await page.getByRole('button', { name: 'Catat penjualan' }).click();
  await expect(at.change).toHaveText(rupiah(13_100));
  expect(await readOrder(tenant, order.id)).toMatchObject({
    paymentStatus: 'PAID',
    payments: [{ amount: 36_900, tendered: 50_000 }],
  });
});

test('T-13 a table renamed elsewhere: what was done here is put on top and saved, and what changed is said', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire(tenant);
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
  const stored = await readOrder(tenant, order.id);
  expect(stored.tableName).toBe('34B');
  expect(linesOf(stored)).toEqual(['Teh Tarik×1', 'Roti Bakar×1']);
});

test('T-13 lines whose answer got lost are there once, with what was added since', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('Failed to load resource', 'WebSocket');
  const { person } = await hire(tenant);
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
  const stored = await readOrder(tenant, order.id);
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
  const { person } = await hire(tenant);
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
  expect(linesOf(await readOrder(tenant, order.id))).toEqual(['Teh Tarik×1']);
});

for (const line of ['dead', 'live'] as const) {
  test(`T-13 a payment whose answer got lost ends in its struk and is taken once (live line ${line})`, async ({
    openAs,
    consoleGuard,
  }) => {
    consoleGuard.allow('Failed to load resource', 'WebSocket');
    const { person, sold } = await hire(tenant);
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
