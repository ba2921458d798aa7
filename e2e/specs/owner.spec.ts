import { addStaff, call, registerTenant } from '../support/api';
import { expect, test } from '../support/test';

test('AUTH-06 AUTH-09 an owner gives one cashier a permission, sees it in the matrix and in the log, and has the log proved', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Izin');
  await addStaff(tenant, 'CASHIER', 'Budi Santoso');
  const page = await openAs(tenant, '/staff');
  const sheet = page.getByRole('dialog');
  await page.getByRole('button', { name: /^Budi Santoso/ }).click();
  await expect(sheet.getByText('Sesuai peran Kasir.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Atur izin' }).click();
  const mayVoid = sheet.getByRole('checkbox', { name: 'Membatalkan pesanan' });
  await mayVoid.press('Space');
  await expect(sheet.getByText('1 ditambahkan, 0 dicabut.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(sheet).toHaveCount(0);

  await page.getByRole('link', { name: 'Semua izin' }).click();
  await page.getByRole('switch', { name: 'Hanya yang berbeda dari perannya' }).click();
  const row = page.getByTestId('permission-matrix').getByRole('row', { name: /^Membatalkan pesanan/ });
  await expect(row).toContainText('Ditambahkan');
  await page.getByRole('link', { name: 'Budi Santoso' }).click();
  await sheet.getByRole('button', { name: 'Atur izin' }).click();
  await sheet.getByRole('button', { name: 'Kembalikan ke peran' }).click();
  await expect(mayVoid).not.toBeChecked();
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(sheet).toHaveCount(0);

  await page.goto('/audit?area=staff');
  const log = page.getByTestId('audit-log');
  await log
    .getByRole('button', { name: /^Staf atau izinnya diubah/ })
    .last()
    .click();
  await expect(page.getByTestId('audit-changes')).toContainText('izin yang ditambahkan');
  await expect(page.getByTestId('audit-changes')).toContainText('Membatalkan pesanan');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Buktikan utuh' }).click();
  await expect(page.getByTestId('proof')).toContainText(/Terbukti utuh sampai .+: \d+ catatan\./);
});

test('SAAS-01 the first steps follow what is there, are put away and brought back, and an empty menu offers a sample', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Baru');
  const page = await openAs(tenant, '/dashboard');
  const steps = page.getByTestId('first-steps');
  await expect(steps).toContainText('0 dari 8 langkah selesai');
  await steps
    .getByRole('listitem')
    .filter({ hasText: 'Pilih cara bayar' })
    .getByRole('button', { name: 'Sudah sesuai' })
    .click();
  await expect(steps).toContainText('1 dari 8 langkah selesai');
  await steps.getByRole('link', { name: 'Isi menu' }).click();
  await page.getByTestId('starter-menu').getByRole('button', { name: 'Tambahkan menu contoh' }).click();
  await expect(page.getByTestId('starter-menu')).toHaveCount(0);
  await page.goto('/dashboard');
  await expect(steps).toContainText('2 dari 8 langkah selesai');
  await steps.getByRole('button', { name: 'Sembunyikan langkah awal' }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Langkah awal: 2 dari 8 selesai' }).click();
  await expect(steps).toBeVisible();
  expect(await call<{ hidden: boolean }>('GET', '/onboarding', undefined, tenant.token)).toMatchObject({
    hidden: false,
  });
});
