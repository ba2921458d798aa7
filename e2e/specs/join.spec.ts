import { addStaff, registerTenant } from '../support/api';
import { expect, test } from '../support/test';

test('F-39 AUTH-07 the owner of an account joins another business with the code it handed over', async ({
  openAs,
}) => {
  const [own, other] = await Promise.all([registerTenant('Kedai Sendiri'), registerTenant('Roti Tetangga')]);
  const office = await openAs(other, '/staff');
  await office.getByRole('button', { name: 'Undang staf' }).first().click();
  const sheet = office.getByRole('dialog');
  await sheet.getByLabel(/^Nama/).fill('Bu Rina');
  await sheet.getByLabel(/^Email/).fill(own.email);
  await sheet.getByLabel(/^Peran/).selectOption({ label: 'Supervisor' });
  await sheet.getByRole('button', { name: /^(Simpan|Tambah)/ }).click();
  const dialog = office.getByRole('dialog', { name: 'Bu Rina sudah diundang' });
  await expect(dialog).toContainText('Bila belum punya akun');
  await expect(dialog).toContainText('Bila sudah punya akun dengan email ini');
  const first = await dialog.getByTestId('temporary-password').innerText();
  await dialog.getByRole('button', { name: 'Sudah saya catat' }).click();

  const row = office.getByRole('row', { name: /Bu Rina/ });
  await expect(row).toContainText('Menunggu');
  await row.getByRole('button', { name: /Bu Rina/ }).click();
  await expect(office.getByText('Bu Rina belum bergabung.')).toBeVisible();
  await office.getByRole('button', { name: 'Kata sandi sementara baru' }).click();
  const renewed = office.getByRole('dialog', { name: 'Kata sandi sementara baru untuk Bu Rina' });
  const code = await renewed.getByTestId('temporary-password').innerText();
  expect(code).not.toBe(first);
  await renewed.getByRole('button', { name: 'Sudah saya catat' }).click();

  const page = await openAs(own, '/');
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('link', { name: 'Usaha Anda' }).click();
  await expect(page.getByText('Di sini')).toBeVisible();
  await page.getByLabel('Kode dari usaha').fill(code.toUpperCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Gabung' }).click();
  await page.getByRole('button', { name: 'Masuk ke Roti Tetangga' }).click();
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await expect(page.getByText('Supervisor · Roti Tetangga')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await expect(page.getByText('Supervisor · Roti Tetangga')).toBeVisible();
  await office.reload();
  await expect(office.getByRole('row', { name: /Bu Rina/ })).toContainText('Aktif');
});

test('F-39 a code that opens nothing says so at its field, and keeps what was typed', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 422');
  const tenant = await registerTenant('Kedai Teliti');
  const page = await openAs(await addStaff(tenant, 'CASHIER', 'Budi Santoso'), '/places');
  await page.getByLabel('Kode dari usaha').fill('abcd-efgh-2345-jkmn');
  await page.getByRole('button', { name: 'Gabung' }).click();
  await expect(page.getByText('Kode ini tidak berlaku untuk email Anda').first()).toBeVisible();
  await expect(page.getByLabel('Kode dari usaha')).toHaveValue('abcd-efgh-2345-jkmn');
});
