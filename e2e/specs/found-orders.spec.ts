import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { stockMenu } from '../support/menu';
import { rupiah, till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Bungkus');
  await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
});

for (const [width, height] of [
  [1366, 768],
  [390, 844],
] as const) {
  test(`T-19 T-04 a paid takeaway is found until it is handed out, and its struk for as long as the shift (${width})`, async ({
    openAs,
  }) => {
    const person = width === 390 ? await addStaff(tenant, 'CASHIER', 'Citra Dewi') : cashier;
    await call('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 0 }, person.token);
    const name = `Ayu ${width}`;
    const page = await openAs(person, '/till', { viewport: { width, height } });
    const at = till(page);
    await at.product('Teh Tarik').click();
    if (width === 390) await page.getByRole('button', { name: /^Pesanan \(/ }).click();
    await at.basket.getByText('Bawa pulang', { exact: true }).click();
    await page.locator('#till-label').fill(name);
    await at.pay.click();
    await at.takeExact.click();
    await expect(at.done).toBeVisible();
    await expect(async () => {
      await at.newOrder.click();
      await expect(at.done).toBeHidden({ timeout: 300 });
    }).toPass();

    await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Pesanan berjalan' });
    const row = sheet.getByRole('button', { name: new RegExp(name) });
    const chip = (label: string) => sheet.getByRole('button', { name: new RegExp(`^${label}( \\d+)?$`) });
    await expect(row).toContainText('Lunas');
    await expect(row).toContainText('Diantre');
    await expect(row).toContainText(rupiah(19_800));
    await chip('Belum dibayar').click();
    await expect(row).toHaveCount(0);
    await chip('Disiapkan').click();
    await expect(row).toBeVisible();
    await expectAccessible(page, `orders, ${width}`);

    const tickets = await call<{ id: string; queueName: string }[]>(
      'GET',
      `/kitchen/tickets?outletId=${tenant.outletId}`,
      undefined,
      tenant.token,
    );
    const ticket = tickets.find(({ queueName }) => queueName === name)!;
    const bump = (status: string): Promise<unknown> =>
      call('POST', `/kitchen/tickets/${ticket.id}/status`, { status }, tenant.token);
    // The open list follows the kitchen.
    await bump('READY');
    await expect(row).toHaveCount(0);
    await chip('Siap').click();
    await expect(row).toContainText('Siap');
    await bump('SERVED');
    await expect(row).toHaveCount(0);
    await chip('Selesai').click();
    await row.click();
    await expect(at.done).toBeVisible();
    await expect(at.receipt).toBeVisible();
    await expect(at.receipt).toContainText('SALINAN');
    await expect(async () => {
      await page.getByRole('button', { name: 'Kembali ke kasir' }).click();
      await expect(at.done).toBeHidden({ timeout: 300 });
    }).toPass();
  });
}
