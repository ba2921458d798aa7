import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { superAdmin } from '../support/settings';
import { rupiah, till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let other: Tenant;
let cashier: Person;

test.beforeAll(async () => {
  [tenant, other] = await Promise.all([registerTenant('Kedai Buku'), registerTenant('Kedai Asing')]);
  await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
});

test('T-28 REP-01 REP-02 the owner sees a sale of the till on dashboard and list; another business does not', async ({
  openAs,
  consoleGuard,
}) => {
  // The other business follows a link to our order.
  consoleGuard.allow('404 (Not Found)');
  const office = await openAs(tenant, '/dashboard');
  await expect(office.getByTestId('headline')).toContainText('Belum ada penjualan hari ini');

  const sale = await openAs(cashier, '/till');
  const at = till(sale);
  await at.basket.getByText('Bawa pulang', { exact: true }).click();
  await at.basket.getByPlaceholder('Nama antrean').fill('Nadia');
  await at.product('Teh Tarik').click();
  await at.product('Roti Bakar').click();
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();

  await expect(office.getByTestId('headline')).toContainText(rupiah(36_900));
  await office.goto('/sales');
  const list = office.getByTestId('sales');
  await expect(list.getByText(rupiah(36_900))).toBeVisible();
  const sum = office.getByTestId('period-sum');
  await expect(sum).toContainText('1 penjualan lunas');
  await expect(sum).toContainText(`Tunai${rupiah(36_900)}`);
  await list
    .getByRole('row')
    .filter({ hasText: rupiah(36_900) })
    .getByRole('button')
    .click();
  const sheet = office.getByRole('dialog', { name: /^Pesanan/ });
  await expect(sheet.getByText('Roti Bakar').first()).toBeVisible();
  await expect(sheet.getByTestId('order-total')).toHaveText(rupiah(36_900));
  await expect(sheet.getByText('Nadia').first()).toBeVisible();

  const theirs = await openAs(other, '/dashboard');
  await expect(theirs.getByTestId('headline')).toContainText('Belum ada penjualan hari ini');
  await theirs.goto(`/sales${new URL(office.url()).search}`);
  await expect(theirs.getByText(rupiah(36_900))).toHaveCount(0);
  await theirs.goto('/sales');
  await expect(theirs.getByText('Belum ada penjualan')).toBeVisible();
});

test('CAT-04 a CSV is checked, shown with its errors and imported; the till sells what came in', async ({
  openAs,
}) => {
  const page = await openAs(other, '/menu');
  await page.getByRole('link', { name: 'Impor CSV' }).first().click();
  const csv = [
    'nama,kategori,harga,sku',
    'Es Kopi Susu,Kopi,18000,KOP-1',
    'Kopi Tubruk,Kopi,12000,KOP-2',
    'Tanpa Harga,Kopi,,KOP-3',
    'Harga Aneh,Kopi,sepuluh,KOP-4',
  ].join('\n');
  const file = { name: 'menu.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.locator('input[type=file]').setInputFiles(file);
  const preview = page.getByTestId('import-preview');
  await expect(preview).toContainText('menu.csv');
  const errors = preview.getByRole('table');
  await expect(errors.getByRole('row').filter({ has: page.getByText('harga', { exact: true }) })).toHaveCount(
    2,
  );
  await expect(errors).toContainText('sepuluh');
  const button = page.getByTestId('import-run');
  await expect(button).toContainText('2 baris yang benar');

  await page.goto('/menu');
  await expect(page.getByText('Menu masih kosong')).toBeVisible();
  await page.goto('/menu/import');
  await page.locator('input[type=file]').setInputFiles(file);
  await button.click();
  await expect(page.getByTestId('import-done')).toContainText('2 baris baru, 0 diperbarui, 2 dilewati');

  await page.goto('/till');
  await till(page).product('Kopi Tubruk').click();
  await expect(till(page).total).toHaveText(rupiah(13_200));
});

test('F-22 F-24 CAT-04 the check warns of doubtful codes and empties a column only where that is asked for', async ({
  openAs,
}) => {
  const page = await openAs(other, '/menu/import');
  const choose = async (csv: string) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'kode.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
  };
  const run = page.getByTestId('import-run');
  await choose(
    'nama,harga,kode,barcode\nKue Lapis,5000,LPS-1,4006381333931\nKue Sus,4000,3-Jan,4006381333932\n',
  );
  const warnings = page.getByTestId('import-warnings');
  await expect(warnings).toContainText('3-Jan');
  await expect(warnings).toContainText('4006381333932');
  await run.click();
  await page.getByRole('button', { name: 'Pilih berkas lain' }).click();

  await choose('nama,harga,kode,barcode\nKue Lapis,5500,,\n');
  const empty = page.getByTestId('import-empty-cells');
  await expect(empty.getByRole('switch')).toHaveCount(2);
  const sku = empty.getByRole('switch', { name: 'Kosongkan kode' });
  await expect(empty).toContainText('1 isian tetap seperti sekarang.');
  await sku.check();
  await expect(empty).toContainText('1 isian akan dihapus.');
  await run.click();
  await expect(page.getByTestId('import-done')).toContainText('1 diperbarui');
  const [product] = await call<{ sku: string | null; barcode: string | null }[]>(
    'GET',
    '/products?q=Kue%20Lapis',
    undefined,
    other.token,
  );
  expect(product).toMatchObject({ sku: null, barcode: '4006381333931' });
});

test('CAT-01 CAT-06 a product made and marked as sold out in the office reaches the open till', async ({
  openAs,
}) => {
  const page = await openAs(tenant, '/menu');
  const sale = await openAs(cashier, '/till');
  await expect(till(sale).product('Teh Tarik')).toBeVisible();

  await page.getByRole('button', { name: 'Tambah produk' }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/^Nama/).first().fill('Es Cincau');
  await sheet
    .getByLabel(/^Harga/)
    .first()
    .fill('14000');
  await sheet.getByRole('button', { name: /^(Simpan|Tambah)$/ }).click();
  await expect(sheet).toBeHidden();
  await expect(till(sale).product('Es Cincau')).toBeVisible();

  const row = page.getByRole('row').filter({ hasText: 'Es Cincau' });
  await row.getByRole('switch', { name: 'Es Cincau tersedia' }).click();
  await expect(row.getByText('Habis').filter({ visible: true })).toBeVisible();
  await expect(sale.getByRole('button', { name: /Es Cincau.*Habis/ })).toBeDisabled();
});

test('AUTH-06 the owner adds a cashier in the office, who signs in with what was shown once', async ({
  openAs,
  page,
}) => {
  const office = await openAs(tenant, '/staff');
  await office.getByRole('button', { name: 'Undang staf' }).first().click();
  const sheet = office.getByRole('dialog');
  const email = `dewi-${tenant.tenantId}@contoh.test`;
  await sheet.getByLabel(/^Nama/).fill('Dewi Anggraini');
  await sheet.getByLabel(/^Email/).fill(email);
  await sheet.getByLabel(/^Peran/).selectOption({ label: 'Kasir' });
  await sheet.getByRole('button', { name: /^(Simpan|Tambah)/ }).click();
  const password = (await office.getByTestId('temporary-password').textContent())?.trim() ?? '';
  expect(password).toMatch(/^\w{4}(-\w{4}){3}$/);

  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(/^Kata sandi/).fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await expect(page.getByRole('heading', { name: 'Ganti kata sandi' })).toBeVisible();
});

test('SAAS-08 a service charge set in the office is on the next bill', async ({ openAs }) => {
  const own = await registerTenant('Kedai Layan');
  const ownMenu = await stockMenu(own);
  const page = await openAs(own, '/settings');
  await page.getByRole('switch', { name: 'Kenakan biaya layanan' }).click();
  await page.getByLabel(/^Besarnya/).fill('5');
  const dineIn = page
    .getByRole('group', { name: 'Untuk' })
    .getByRole('checkbox', { name: 'Makan di tempat' });
  if (!(await dineIn.isChecked())) await dineIn.check();
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Pengaturan tersimpan')).toBeVisible();
  const order = await placeOrder(own, ownMenu, { products: [ownMenu.tea] });
  const bill = await call<{ serviceCharge: number }>('GET', `/orders/${order.id}`, undefined, own.token);
  expect(bill.serviceCharge).toBe(900);
});

test('SAAS-07 the super admin finds a business in the list; a business does not get there', async ({
  openAs,
}) => {
  const page = await openAs(superAdmin, '/');
  await expect(page).toHaveURL(/\/admin\/tenants/);
  await page.getByRole('textbox', { name: 'Cari nama usaha atau email pemilik' }).fill(other.email);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText('Kedai Asing');
  await expect(rows.last()).toContainText('Masa coba');

  const owner = await openAs(tenant, '/admin/tenants');
  await expect(owner.getByRole('heading', { name: 'Anda tidak punya akses ke halaman ini' })).toBeVisible();
});

test('REP-02 a supervisor reads reports but finds no settings', async ({ openAs }) => {
  const supervisor = await addStaff(other, 'SUPERVISOR', 'Hendra Wijaya');
  const page = await openAs(supervisor, '/');
  await expect(page).toHaveURL(/\/dashboard/);
  await expect(page.getByRole('link', { name: 'Penjualan' }).first()).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Anda tidak punya akses ke halaman ini' })).toBeVisible();
});
