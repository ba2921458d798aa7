import { expectAccessible } from '../support/axe';
import { type Tenant, addStaff, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { OFFICE_PAGES } from '../support/pages';
import { superAdmin } from '../support/settings';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Terang');
  menu = await stockMenu(tenant);
  await addStaff(tenant, 'CASHIER', 'Budi Santoso');
  await placeOrder(tenant, menu, { paid: true });
  await placeOrder(tenant, menu, { table: 'Meja 8' });
});

for (const theme of ['light', 'dark'] as const) {
  test(`WEB-03 axe finds nothing in the office, ${theme}`, async ({ openAs }) => {
    const page = await openAs(tenant, '/dashboard', { colorScheme: theme });
    for (const path of OFFICE_PAGES) {
      await page.goto(path);
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
      await expectAccessible(page, `${path} ${theme}`);
    }
  });

  test(`WEB-03 axe finds nothing on the office's sheets and the list of businesses, ${theme}`, async ({
    openAs,
  }) => {
    const page = await openAs(tenant, '/sales', { colorScheme: theme });
    const sheet = page.getByRole('dialog');
    await page.getByTestId('sales').getByRole('row').nth(1).getByRole('button').click();
    await expect(page.getByTestId('order-total')).toBeVisible();
    await expectAccessible(page, `order ${theme}`);
    for (const [path, button] of [
      ['/menu', 'Tambah produk'],
      ['/modifier-groups', 'Tambah kelompok'],
      ['/staff', 'Undang staf'],
      ['/outlets', 'Tambah outlet'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('button', { name: button }).first().click();
      await expect(sheet).toBeVisible();
      await expectAccessible(page, `${button} ${theme}`);
    }
    const admin = await openAs(superAdmin, '/admin/tenants', { colorScheme: theme });
    await expect(admin.getByRole('row').nth(1)).toBeVisible();
    await expect(admin.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(admin, `businesses ${theme}`);
  });
}
