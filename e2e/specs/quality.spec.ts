import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { type Person, type Tenant, addStaff, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { till } from '../support/till';
import { expect, test } from '../support/test';
import { sumOf, watchTraffic } from '../support/wire';

const KILOBYTE = 1024;
const THEMES = ['light', 'dark'] as const;

let tenant: Tenant;
let menu: Menu;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Rapi');
  menu = await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
  await placeOrder(tenant, menu, { table: 'Meja 2' });
  await placeOrder(tenant, menu, { table: 'Meja 3', paid: true });
});

/** The theme a person chose, for the office and for the kitchen. */
async function inTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate((value) => {
    localStorage.setItem('meja.theme.app', value);
    localStorage.setItem('meja.theme.kitchen', value);
  }, theme);
  await page.reload();
}

for (const theme of THEMES) {
  test(`WEB-03 axe finds nothing on sign-in and registration, ${theme}`, async ({ page }) => {
    for (const path of ['/sign-in', '/register']) {
      await page.goto(path);
      await inTheme(page, theme);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, `${path} ${theme}`);
    }
  });

  test(`WEB-03 axe finds nothing at the till, from the grid to the struk, ${theme}`, async ({ openAs }) => {
    const page = await openAs(cashier, '/till');
    await inTheme(page, theme);
    const at = till(page);
    await expect(at.product('Teh Tarik')).toBeVisible();
    await expectAccessible(page, `empty till ${theme}`);
    await at.product('Teh Tarik').click();
    await at.product('Kopi Susu').click();
    const sheet = page.getByRole('dialog', { name: 'Kopi Susu' });
    await expect(sheet).toBeVisible();
    await expectAccessible(page, `options ${theme}`);
    await sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
    await expect(sheet).toBeHidden();
    await expectAccessible(page, `basket ${theme}`);
    await at.basket.getByRole('button', { name: /^Diskon/ }).click();
    await expect(page.getByRole('dialog', { name: 'Diskon pesanan' })).toBeVisible();
    await expectAccessible(page, `discount ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
    await expect(page.getByRole('dialog').getByText('Meja 2')).toBeVisible();
    await expectAccessible(page, `open orders ${theme}`);
    await page.keyboard.press('Escape');
    await at.pay.click();
    await expect(at.takeExact).toBeVisible();
    await expectAccessible(page, `payment ${theme}`);
    await at.takeExact.click();
    await expect(at.receipt).toBeVisible();
    await expectAccessible(page, `struk ${theme}`);
  });

  test(`WEB-03 axe finds nothing on the kitchen board, ${theme}`, async ({ openAs }) => {
    const page = await openAs(tenant, '/kitchen');
    await inTheme(page, theme);
    await expect(page.getByTestId('kitchen-ticket').first()).toBeVisible();
    await expectAccessible(page, `kitchen ${theme}`);
    await page.getByTestId('open-all-day').click();
    await expect(page.getByTestId('all-day')).toBeVisible();
    await expectAccessible(page, `all-day counts ${theme}`);
  });
}

const FIRST_LOADS = [
  { name: 'till', address: '/till', kilobytes: 120, requests: 12, isSignedIn: true },
  { name: 'sign-in', address: '/sign-in', kilobytes: 70, requests: 12, isSignedIn: false },
] as const;

for (const { name, address, kilobytes, requests, isSignedIn } of FIRST_LOADS) {
  test(`T-32 WEB-03 the first load of ${name} takes at most ${kilobytes} KB and ${requests} requests for files, headers included`, async ({
    browser,
    openAs,
    baseURL,
  }) => {
    const page = isSignedIn
      ? await openAs(cashier, '/favicon.svg')
      : await (await browser.newContext({ baseURL })).newPage();
    const { transfers, stop } = await watchTraffic(page);
    await page.goto(address);
    const shown = isSignedIn
      ? till(page).product('Teh Tarik')
      : page.getByRole('heading', { level: 1, name: 'Masuk' });
    await expect(shown).toBeVisible();
    await page.waitForLoadState('networkidle');
    await stop();
    const files = sumOf(transfers, 'file');
    const api = sumOf(transfers, 'api');
    process.stdout.write(
      `  first load of ${name}: ${files.requests} files, ${(files.bytes / KILOBYTE).toFixed(1)} KB; ` +
        `${api.requests} calls, ${(api.bytes / KILOBYTE).toFixed(1)} KB\n`,
    );
    const scripts = transfers.filter(({ path }) => /\.(?:js|css)$/.test(path));
    expect(scripts.length, 'script and style').toBeGreaterThan(3);
    // Too small to become any smaller: the twin is left out.
    expect(scripts.filter(({ encoding, bytes }) => encoding !== 'br' && bytes > 1500)).toEqual([]);
    expect(files.requests).toBeLessThanOrEqual(requests);
    expect(files.bytes).toBeLessThanOrEqual(kilobytes * KILOBYTE);
    await page.context().close();
  });
}
