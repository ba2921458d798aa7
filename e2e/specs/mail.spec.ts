import { addStaff, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { mailedLink } from '../support/mail';
import { expect, test } from '../support/test';

const NEXT = 'jendela-biru-pagi-93';

test('AUTH-05 a forgotten password: from sign-in by the e-mailed link to the office, on a narrow phone', async ({
  page,
  consoleGuard,
}) => {
  // The link that was used answers 410, and a browser notes that.
  consoleGuard.allow('410');
  const tenant = await registerTenant('Kedai Pelupa');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Lupa kata sandi?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lupa kata sandi');
  await expectAccessible(page, 'forgot');
  await page.getByRole('textbox', { name: 'Email' }).fill('bukan alamat');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('textbox', { name: 'Email' }).fill(tenant.email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: tenant.email })).toBeFocused();
  await expectAccessible(page, 'forgot, sent');

  const link = await mailedLink(tenant.email, '/reset');
  await page.goto(link);
  await expect(page).toHaveURL(/\/reset$/);
  await expectAccessible(page, 'reset');
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(NEXT);
  await page.getByLabel('Ulangi kata sandi baru').fill(NEXT);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Kata sandi diganti')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole('link', { name: 'Masuk' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(tenant.email);
  await page.getByLabel('Kata sandi', { exact: true }).fill(NEXT);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/(dashboard|welcome)/);

  await page.goto(link);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill('pintu-hijau-sore-27');
  await page.getByLabel('Ulangi kata sandi baru').fill('pintu-hijau-sore-27');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Tautan tidak berlaku' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Minta tautan baru' })).toBeVisible();
});

test('AUTH-01 AUTH-11 an owner proves the address, takes another, and changes name and language', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Terbukti');
  const page = await openAs(tenant, '/dashboard');
  const note = page.getByTestId('email-note');
  await expect(note).toContainText(tenant.email);
  await expectAccessible(page, 'the note on an address that is not proved');
  await note.getByRole('button', { name: 'Kirim lagi' }).click();
  await expect(page.getByText(`Tautan dikirim ke ${tenant.email}`).first()).toBeVisible();

  const proof = await mailedLink(tenant.email, '/verify');
  await page.goto(proof);
  await expect(page).toHaveURL(/\/verify$/);
  await page.getByRole('button', { name: 'Ya, ini email saya' }).click();
  await expect(page.getByRole('status').filter({ hasText: tenant.email })).toBeFocused();
  await expectAccessible(page, 'verify, done');
  await page.getByRole('link', { name: 'Lanjut' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note).toHaveCount(0);

  await page.goto('/profile');
  const next = `baru-${tenant.email}`;
  await expect(page.getByText('Sudah dipastikan')).toBeVisible();
  await expectAccessible(page, 'profile');
  await page.getByLabel('Email baru').fill(next);
  await page.getByLabel('Kata sandi sekarang').fill(tenant.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: next })).toBeVisible();
  await page.goto(await mailedLink(next, '/verify'));
  await page.getByRole('button', { name: 'Ya, ini email saya' }).click();
  await page.getByRole('link', { name: 'Lanjut' }).click();
  await page.goto('/profile');
  await expect(page.getByText(next, { exact: true })).toBeVisible();

  await page.getByLabel('Nama', { exact: true }).fill('Rina Wati');
  await page.getByLabel('Bahasa').selectOption({ label: 'English' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Profile saved').first()).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByText('Rina Wati').first()).toBeVisible();
});

test('AUTH-11 the till asks nobody to prove an address, and a cashier has a profile', async ({ openAs }) => {
  const tenant = await registerTenant('Kedai Tenang');
  const cashier = await addStaff(tenant, 'CASHIER', 'Sari Dewi');
  const page = await openAs(cashier, '/till');
  await expect(page.getByRole('button', { name: 'Akun' })).toBeVisible();
  await expect(page.getByTestId('email-note')).toHaveCount(0);
  await page.getByRole('button', { name: 'Akun' }).click();
  await page.getByRole('link', { name: 'Profil' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profil');
  await expect(page.getByText('Belum dipastikan')).toBeVisible();
});
