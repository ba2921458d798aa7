import { randomUUID } from 'node:crypto';
import { addStaff, inviteStaff, registerTenant } from '../support/api';
import { expect, test } from '../support/test';

const PASSWORD = 'warung-pojok-sejuk-42';
const NO_ACCESS = 'Anda tidak punya akses ke halaman ini';

test('SAAS-01 AUTH-01 a stranger registers a business, lands ready, signs out and in again', async ({
  page,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 401');
  const email = `sari-${randomUUID()}@contoh.test`;
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();
  await page.getByRole('link', { name: 'Daftarkan usaha Anda' }).click();

  await page.getByRole('button', { name: 'Buat akun' }).click();
  await expect(page.getByRole('alert').first()).toContainText('isian yang perlu diperbaiki');
  await page.getByLabel('Nama usaha').fill('Kedai Senja');
  await page.getByLabel('Jenis usaha').selectOption({ label: 'Kafe atau kedai kopi' });
  await page.getByLabel('Nama outlet pertama').fill('Cikini');
  await page.getByLabel('Menu contoh').selectOption({ label: 'Tanpa menu contoh' });
  await page.getByLabel('Nama Anda').fill('Sari Dewi');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(/^Kata sandi/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Buat akun' }).click();

  await expect(page.getByRole('heading', { name: 'Selamat datang, Sari Dewi' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Isi menu' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Ke layar kasir' }).click();
  await expect(page.getByText('Belum ada produk di sini')).toBeVisible();

  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();

  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(/^Kata sandi/).fill('bukan-kata-sandinya');
  await page.getByRole('button', { name: 'Masuk' }).click();
  await expect(page.getByRole('alert')).toContainText('kata sandi salah');
  await expect(page.getByRole('alert')).toContainText('Periksa keduanya lalu coba lagi');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(email);

  await page.getByLabel(/^Kata sandi/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await expect(page.getByRole('button', { name: 'Akun Anda' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Akun Anda' })).toBeVisible();
});

test('WEB-01 language and theme change at once and stay', async ({ page }) => {
  await page.goto('/sign-in');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'id');
  await page.getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');

  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByTitle('Dark').click();
  await expect.poll(ground).not.toBe(light);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(await ground()).not.toBe(light);
});

test('AUTH-01 AUTH-06 a cashier with a temporary password changes it and lands at the till', async ({
  page,
}) => {
  const tenant = await registerTenant('Kedai Pagi');
  const cashier = await inviteStaff(tenant, 'CASHIER', 'Budi Santoso');
  await page.goto('/till');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('textbox', { name: 'Email' }).fill(cashier.email);
  await page.getByLabel(/^Kata sandi/).fill(cashier.password);
  await page.getByRole('button', { name: 'Masuk' }).click();

  await expect(page.getByRole('heading', { name: 'Ganti kata sandi' })).toBeVisible();
  await page.goto('/till');
  await expect(page.getByRole('heading', { name: 'Ganti kata sandi' })).toBeVisible();
  await page.getByLabel('Kata sandi sementara').fill(cashier.password);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill('pendek');
  await page.getByLabel('Ulangi kata sandi baru').fill(PASSWORD);
  await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
  await expect(page.getByRole('alert').first()).toContainText('paling sedikit 12 karakter');
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
  await expect(page).toHaveURL(/\/till/);
  await expect(page.getByText('Belum ada produk di sini')).toBeVisible();
});

test('AUTH-06 WEB-01 each role lands on its page and is kept from the others', async ({ openAs }) => {
  const tenant = await registerTenant('Kedai Sore');
  const [cashier, cook] = await Promise.all([
    addStaff(tenant, 'CASHIER', 'Budi Santoso'),
    addStaff(tenant, 'KITCHEN', 'Wayan Putra'),
  ]);
  const atTill = await openAs(cashier, '/');
  await expect(atTill).toHaveURL(/\/till/);
  await atTill.goto('/menu');
  await expect(atTill.getByRole('heading', { name: NO_ACCESS })).toBeVisible();

  const inKitchen = await openAs(cook, '/');
  await expect(inKitchen).toHaveURL(/\/kitchen/);
  await inKitchen.goto('/till');
  await expect(inKitchen.getByRole('heading', { name: NO_ACCESS })).toBeVisible();
});
