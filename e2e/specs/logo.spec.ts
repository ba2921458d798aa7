import type { Locator } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { addStaff, call, registerTenant } from '../support/api';
import { stockMenu } from '../support/menu';
import { takePicture } from '../support/pictures';
import { till } from '../support/till';
import { expect, test } from '../support/test';

const isShown = (image: Locator): Promise<boolean> =>
  image.evaluate((node: HTMLImageElement) => node.complete && node.naturalWidth > 0);
const logoOf = (token: string) =>
  call<{ logoUrl: string | null }>('GET', '/settings', undefined, token).then(({ logoUrl }) => logoUrl);

for (const [width, height, colorScheme] of [
  [1366, 768, 'light'],
  [390, 844, 'dark'],
] as const) {
  test(`SAAS-08 T-37 a logo is on the struk as soon as it is chosen, and printed once it is saved, at ${width} px, ${colorScheme}`, async ({
    openAs,
  }) => {
    const tenant = await registerTenant('Kedai Berlogo');
    const page = await openAs(tenant, '/settings', { viewport: { width, height }, colorScheme });
    const preview = page.getByTestId('receipt-preview');
    const logo = preview.getByTestId('receipt-logo');
    await expect(preview).toBeVisible();
    await expect(logo).toHaveCount(0);

    await page
      .getByTestId('logo-input')
      .setInputFiles(await takePicture('#7a2e12', { width: 900, height: 300 }));
    await expect.poll(() => isShown(logo)).toBe(true);
    expect(await logoOf(tenant.token)).toBeNull();
    const paper = page.getByRole('img', { name: 'Contoh struk' });
    // Paper is white, whatever the theme.
    expect(await paper.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe('rgb(255, 255, 255)');
    const beside = async () => [(await logo.boundingBox())!, (await paper.boundingBox())!] as const;
    const [box, sheet] = await beside();
    expect(box.width / box.height).toBeCloseTo(3, 1);
    expect(box.width).toBeLessThan(sheet.width);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByText('Pengaturan tersimpan').first()).toBeVisible();
    await expect.poll(() => isShown(logo)).toBe(true);
    await expect(logo).toHaveAttribute('src', (await logoOf(tenant.token))!);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await expectAccessible(page, 'settings with a logo');

    await page.getByRole('button', { name: 'Hapus logo' }).click();
    await expect(logo).toHaveCount(0);
    await page.getByRole('button', { name: 'Kembalikan' }).click();
    await expect.poll(() => isShown(logo)).toBe(true);
    await page.getByRole('button', { name: 'Hapus logo' }).click();
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect.poll(() => logoOf(tenant.token)).toBeNull();
    await expect(logo).toHaveCount(0);
  });
}

test('SAAS-08 SELL-09 the struk after a sale shows the logo, and the browser prints it', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Cetak');
  await stockMenu(tenant);
  const cashier = await addStaff(tenant, 'CASHIER', 'Rini Utami');
  const office = await openAs(tenant, '/settings');
  await office
    .getByTestId('logo-input')
    .setInputFiles(await takePicture('#003366', { width: 600, height: 200 }));
  await office.getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => logoOf(tenant.token)).not.toBeNull();

  const page = await openAs(cashier, '/till');
  await page.evaluate(() => (window.print = () => void (document.title = 'printed')));
  const sale = till(page);
  await sale.product('Teh Tarik').click();
  await sale.pay.click();
  await sale.takeExact.click();
  await expect(page.getByTestId('change')).toBeVisible();
  const logo = page.locator('section').getByTestId('receipt-logo');
  await expect.poll(() => isShown(logo)).toBe(true);
  await page.getByRole('button', { name: 'Cetak struk' }).click();
  await expect(page).toHaveTitle('printed');
  await page.emulateMedia({ media: 'print' });
  const printed = page.locator('.receipt-print').getByTestId('receipt-logo');
  await expect(printed).toBeVisible();
  expect(await isShown(printed)).toBe(true);
});

test('SAAS-08 a logo that does not arrive leaves what was saved, and is sent again by the next «Simpan»', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('422 (Unprocessable', "Connecting to 'blob:", 'ERR_INTERNET', 'ERR_FAILED');
  const tenant = await registerTenant('Kedai Putus');
  const page = await openAs(tenant, '/settings');
  await page.getByLabel('Di akhir struk').fill('Sampai jumpa');
  // A browser shows a GIF; the server takes none.
  await page.getByTestId('logo-input').setInputFiles(await takePicture('#228b22', { format: 'gif' }));
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText(/bukan foto yang dapat dibaca/).first()).toBeVisible();
  const kept = await call<{ receiptFooter: string; version: number }>(
    'GET',
    '/settings',
    undefined,
    tenant.token,
  );
  expect(kept.receiptFooter).toBe('Sampai jumpa');
  await page.getByTestId('logo-input').setInputFiles(await takePicture('#228b22'));
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => logoOf(tenant.token)).not.toBeNull();
  await expect(page.getByRole('button', { name: 'Simpan' })).toHaveCount(0);
});
