import { expectAccessible } from '../support/axe';
import { call, registerTenant } from '../support/api';
import { superAdmin } from '../support/settings';
import { expect, test } from '../support/test';

interface Changed {
  invoice: { id: string; number: string };
}

test('SAAS-05 PAY-03 T-56 an owner pays an invoice at the simulator, and the plan runs', async ({
  openAs,
  context,
}) => {
  const { accessToken } = await call<{ accessToken: string }>('POST', '/auth/login', superAdmin);
  await call('POST', '/admin/gateways', { gateway: 'MIDTRANS', mode: 'SIMULATOR' }, accessToken);
  const tenant = await registerTenant('Kedai Lunas');
  const { invoice } = await call<Changed>('POST', '/subscription/change', { planId: 'BASIC' }, tenant.token);

  const page = await openAs(tenant, '/subscription');
  await page.getByRole('link', { name: 'Bayar' }).click();
  await expect(page.getByText(invoice.number)).toBeVisible();
  await expectAccessible(page, 'ways to pay');
  await page.getByRole('button', { name: 'Lanjut membayar' }).click();
  await expect(page.getByRole('img', { name: 'Kode QRIS untuk Rp149.000' })).toBeVisible();
  await expectAccessible(page, 'a code to scan');
  await page.getByRole('button', { name: 'Saya sudah membayar' }).click();
  await expect(page.getByText('Pembayaran belum sampai.', { exact: false })).toBeVisible();

  // Another way: the gateway's own page, where a person pays.
  await page.getByRole('button', { name: 'Pakai cara lain' }).click();
  await page.getByRole('radio', { name: /Halaman pembayaran/ }).check();
  await page.getByRole('button', { name: 'Lanjut membayar' }).click();
  const link = page.getByRole('link', { name: 'Buka halaman pembayaran' });
  const gateway = await context.newPage();
  await gateway.goto((await link.getAttribute('href'))!);
  await gateway.getByRole('button', { name: /^(Bayar|Pay)$/ }).click();
  await expect(gateway.getByText(/^(Dibayar|Paid)$/)).toBeVisible();

  // Told by the gateway to the service, and seen here by itself.
  await expect(page.getByText('Tagihan lunas')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unduh bukti pembayaran' })).toBeVisible();
  await page.getByRole('link', { name: 'Ke langganan' }).first().click();
  await expect(page.getByTestId('plan-held')).toHaveText('Dasar');
});
