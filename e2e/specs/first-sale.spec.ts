import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { call, registerTenant } from '../support/api';
import { make } from '../support/menu';
import { expect, test } from '../support/test';
import { rupiah, till } from '../support/till';

const PASSWORD = 'warung-pojok-sejuk-42';

test('T-08 T-38 an owner answers about tax, starts with a menu of the kind and sells within ten clicks', async ({
  page,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 401');
  await page.goto('/register');
  await page.getByLabel('Nama usaha').fill('Warung Bu Tini');
  await page.getByLabel('Jenis usaha').selectOption({ label: 'Restoran atau warung makan' });
  const example = page.getByTestId('tax-example');
  await expect(example).toContainText('Rp15.000 di menu tetap Rp15.000.');
  await page.getByText('Ya, di atas harga').click();
  await expect(example).toContainText('Rp15.000 di menu menjadi Rp16.500, dengan PB1 Rp1.500.');
  await page.getByText('Ya, dalam harga').click();
  await expect(example).toContainText('Rp15.000 di menu tetap Rp15.000, Rp1.364 di antaranya PB1.');
  await page.getByText('Tidak', { exact: true }).click();
  await expect(page.getByLabel('Menu contoh')).toHaveValue('2');
  await page.getByLabel('Nama Anda').fill('Tini');
  await page.getByRole('textbox', { name: 'Email' }).fill(`tini-${randomUUID()}@contoh.test`);
  await page.getByLabel(/^Kata sandi/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Buat akun' }).click();

  await page.getByRole('main').getByRole('link', { name: 'Ke layar kasir' }).click();
  const at = till(page);
  await at.product('Soto ayam').click();
  await at.product('Bakso').click();
  await expect(at.total).toHaveText(rupiah(36_000));
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
});

test('T-38 a sample menu is added and taken back where products are imported', async ({ openAs }) => {
  const tenant = await registerTenant('Toko Roti Melati', { businessType: 'BAKERY' });
  const page = await openAs(tenant, '/menu/import');
  const card = page.getByTestId('starter-menu');
  await card.getByLabel('Jenis menu').selectOption({ label: 'Toko roti' });
  await card.getByRole('button', { name: 'Tambahkan menu contoh' }).click();
  await expect(page.getByText('14 produk contoh ditambahkan')).toBeVisible();
  await card.getByRole('button', { name: 'Hapus yang belum diubah' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hapus yang belum diubah' }).click();
  await expect(page.getByText('14 produk contoh dihapus')).toBeVisible();
  expect(await call<unknown[]>('GET', '/products', undefined, tenant.token)).toEqual([]);
});

test('T-07 the till says “ke dapur” only of what a kitchen receives', async ({ openAs }) => {
  const tenant = await registerTenant('Kedai Dua Rasa');
  await make(tenant, '/products', { name: 'Air mineral', price: 5_000, needsPreparation: false });
  await make(tenant, '/products', { name: 'Nasi goreng', price: 20_000 });
  const page = await openAs(tenant, '/till');
  const at = till(page);
  const send = page.getByRole('button', { name: /^Kirim ke dapur/ });
  await at.product('Air mineral').click();
  await expect(send).toHaveCount(0);
  await page.getByRole('button', { name: /^Simpan/ }).click();
  await expect(page.getByText(/disimpan; tidak ada yang ke dapur/)).toBeVisible();
  await at.product('Nasi goreng').click();
  await send.click();
  await expect(page.getByText(/dikirim ke dapur/)).toBeVisible();
  const board = await call<{ items: { name: string }[] }[]>(
    'GET',
    `/kitchen/tickets?outletId=${tenant.outletId}`,
    undefined,
    tenant.token,
  );
  expect(board.flatMap(({ items }) => items.map(({ name }) => name))).toEqual(['Nasi goreng']);
});

test('T-31 the refused rows of an import stay after it and are downloaded as they were', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Toko Serba Ada', { businessType: 'RETAIL' });
  const page = await openAs(tenant, '/menu/import');
  await page.locator('input[type=file]').setInputFiles({
    name: 'daftar.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('nama,harga\nSabun,5000\nSampo,"=seribu"\n,7000\n'),
  });
  await page.getByTestId('import-run').click();
  await expect(page.getByTestId('import-done')).toContainText('1 baris baru, 0 diperbarui, 2 dilewati');
  const refused = page.getByTestId('import-refused');
  await expect(refused.getByRole('row')).toHaveCount(3);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    refused.getByRole('button', { name: 'Unduh baris yang dilewati' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('Baris,Kolom,Masalah,Isinya');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['3', '4']);
  expect(lines[1]).toContain("'=seribu");
});
