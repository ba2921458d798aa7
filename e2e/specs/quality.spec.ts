import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { type Person, type Tenant, addStaff, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { till } from '../support/till';
import { expect, test } from '../support/test';

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

test('WEB-03 the till’s first load stays under 200 KB of compressed script and style', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL });
  const login = await context.request.post('/api/v1/auth/login', {
    data: { email: cashier.email, password: cashier.password },
  });
  expect(login.ok()).toBe(true);
  await context.addInitScript(
    () => localStorage.getItem('meja.session') ?? localStorage.setItem('meja.session', '1'),
  );
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
  });
  await page.goto('/till');
  await expect(till(page).product('Teh Tarik')).toBeVisible();
  await page.waitForLoadState('networkidle');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  process.stdout.write(
    `  first load of the till: ${(total / KILOBYTE).toFixed(1)} KB in ${sizes.length} files\n`,
  );
  expect(sizes.length).toBeGreaterThan(3);
  expect(total).toBeLessThan(200 * KILOBYTE);
  await context.close();
});
