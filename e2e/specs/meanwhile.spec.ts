import { type Tenant, call, registerTenant } from '../support/api';
import { hire, linesOf, readOrder } from '../support/crew';
import { type Menu, stockMenu, uuidV7 } from '../support/menu';
import { lineOf, slowDown, openTill, resume, toKitchen } from '../support/open-order';
import { placeOrder } from '../support/orders';
import { readTotal, till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Sementara');
  menu = await stockMenu(tenant);
});

test('T-05 what is added while an order is on its way to the kitchen stays, as new lines of it', async ({
  openAs,
}) => {
  const { person, sold } = await hire(tenant);
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
  const { person, sold } = await hire(tenant);
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
  const { person, sold } = await hire(tenant);
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

test('T-10 a sent order that becomes a takeaway: what is added reaches the kitchen', async ({ openAs }) => {
  const { person } = await hire(tenant);
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
  const stored = await readOrder(tenant, order.id);
  expect(stored.type).toBe('TAKEAWAY');
  expect(stored.items).toMatchObject([
    { name: 'Teh Tarik', kitchenStatus: 'QUEUED' },
    { name: 'Air Mineral', kitchenStatus: null },
    { name: 'Roti Bakar', kitchenStatus: 'QUEUED' },
  ]);
});
