import { call, registerTenant } from '../support/api';
import { stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { pressUntil } from '../support/till';
import { expect, test } from '../support/test';

test('T-27 settings offer the payment methods that the till can take, and no other', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Bayar'), '/settings');
  const methods = page.getByRole('group', { name: 'Cara bayar' });
  await expect(methods.getByRole('checkbox')).toHaveCount(5);
  for (const name of ['Tunai', 'QRIS', 'Kartu', 'Transfer', 'Dompet digital']) {
    await expect(methods.getByRole('checkbox', { name, exact: true })).toBeChecked();
  }
});

test('T-37 while taxes are changed the settings show what Rp100.000 will become', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Pajak'), '/settings');
  const example = page.getByTestId('tax-example');
  await expect(example).toContainText('Rp100.000 menjadi Rp110.000');
  await expect(example).toContainText('PB1 Rp10.000');
  await page.getByLabel('Harga sudah termasuk pajak ini').click();
  await expect(example).toContainText('Rp100.000 menjadi Rp100.000');
  await expect(example).toContainText('PB1 Rp9.091');
});

test('T-37 the struk is seen while its words, its taxes and its rounding are changed', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Struk'), '/settings');
  const paper = page.getByRole('img', { name: 'Contoh struk' });
  await expect(paper).toContainText('Kedai Struk');
  await page.getByLabel('Di akhir struk').fill('Sampai jumpa, ya');
  await expect(paper).toContainText('Sampai jumpa, ya');
  await expect(paper).toContainText('PB1 10%');
  await page.getByLabel('Harga sudah termasuk pajak ini').click();
  await expect(paper).toContainText('Termasuk PB1 10%');
  await page.getByTestId('receipt-preview').getByText('80 mm').click();
  await expect(paper).toContainText('Sampai jumpa, ya');
});

test('T-44 the head says how long the trial runs, and switches the outlet', async ({ openAs }) => {
  const tenant = await registerTenant('Kedai Dua');
  const second = await call<{ id: string }>('POST', '/outlets', { name: 'Cabang Dago' }, tenant.token);
  const page = await openAs(tenant, '/dashboard');
  await expect(page.getByTestId('subscription-note').filter({ visible: true })).toHaveText(
    /Masa coba 1[34] hari lagi/,
  );
  const choice = page.getByLabel('Outlet', { exact: true }).first();
  await choice.selectOption({ label: 'Cabang Dago' });
  await page.reload();
  await expect(choice.locator('option:checked')).toHaveText('Cabang Dago');
  expect(await page.evaluate(() => localStorage.getItem('meja.outlet'))).toBe(second.id);
});

test('T-45 on a phone sales say what is paid, and products keep their switch', async ({ openAs }) => {
  const tenant = await registerTenant('Kedai Saku');
  const menu = await stockMenu(tenant);
  await placeOrder(tenant, menu, { paid: true });
  await placeOrder(tenant, menu, { table: 'Meja 8' });
  const page = await openAs(tenant, '/sales', { viewport: { width: 390, height: 844 }, hasTouch: true });
  const rows = page.getByTestId('sales').getByRole('row');
  for (const text of ['Lunas', 'Belum dibayar'])
    await expect(rows.filter({ hasText: text }).getByText(text).filter({ visible: true })).toBeVisible();
  await page.goto('/menu');
  const there = page.getByRole('switch', { name: /Teh Tarik/ });
  await expect(there).toBeChecked();
  await there.tap();
  await expect(there).not.toBeChecked();
});

test('T-25 leaving a form that was begun asks, with the harmless answer under Enter', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Ragu'), '/menu');
  await page.getByRole('button', { name: 'Tambah produk' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Tambah produk' });
  const name = sheet.getByRole('textbox').first();
  await name.fill('Es Cendol');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Buang perubahan?' });
  await expect(question.getByRole('button', { name: 'Lanjut mengisi' })).toBeFocused();
  await pressUntil(page, 'Enter', () => expect(question).toBeHidden({ timeout: 300 }));
  await expect(name).toHaveValue('Es Cendol');
});
