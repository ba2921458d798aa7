import { registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { type RunningProvider, startProvider } from '../support/provider';
import { type RunningServer, startServer } from '../support/server';
import { expect, test } from '../support/test';

let provider: RunningProvider;
let server: RunningServer;
let others: string | undefined;

test.beforeAll(async () => {
  server = await startServer({
    more: async (url) => {
      provider = await startProvider(url);
      return provider.env;
    },
  });
  others = process.env.MEJA_E2E_URL;
  process.env.MEJA_E2E_URL = server.url;
});
test.afterAll(async () => {
  process.env.MEJA_E2E_URL = others;
  await server.stop();
  await provider.stop();
});

test('AUTH-11 an owner links an identity from the profile, signs out, and signs in by it', async ({
  browser,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 403', 'status of 422');
  const owner = await registerTenant('Kedai Tertaut');
  const context = await browser.newContext({ baseURL: server.url });
  consoleGuard.watch(context);
  const page = await context.newPage();
  await page.goto('/sign-in');
  const byProvider = page.getByRole('button', { name: 'Masuk dengan Penyedia' });
  await expect(byProvider).toBeVisible();
  await expectAccessible(page, 'sign-in with a provider');
  await byProvider.click();
  await page.getByRole('textbox', { name: 'Siapa Anda?' }).fill('rina');
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await expect(page.getByRole('alert')).toContainText('Akun Penyedia ini belum terhubung');
  await expect(page).toHaveURL(`${server.url}/oidc`);
  await expectAccessible(page, 'an identity that nobody linked');
  await page.getByRole('link', { name: 'Ke halaman masuk' }).click();

  await page.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await page.getByLabel(/^Kata sandi/).fill(owner.password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Akun Anda' })).toBeVisible();
  await page.goto('/profile');
  const card = page.getByRole('region', { name: 'Masuk dengan Penyedia' });
  await card.getByLabel(/^Kata sandi sekarang/).fill('bukan-kata-sandi');
  await card.getByRole('button', { name: 'Hubungkan akun Penyedia' }).click();
  await expect(card.getByRole('alert').first()).toBeVisible();
  await card.getByLabel(/^Kata sandi sekarang/).fill(owner.password);
  await card.getByRole('button', { name: 'Hubungkan akun Penyedia' }).click();
  // At the provider one is still signed in.
  await expect(card.getByText('rina@penyedia.test')).toBeVisible();
  await expectAccessible(page, 'a linked identity');

  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Masuk' })).toBeVisible();
  await page.goto('/sign-in?next=/profile');
  await byProvider.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible();
  await card.getByRole('button', { name: 'Putuskan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Putuskan' }).click();
  await expect(card.getByRole('button', { name: 'Hubungkan akun Penyedia' })).toBeVisible();
  await context.close();
});
