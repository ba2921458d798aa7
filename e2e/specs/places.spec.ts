import type { Locator } from '@playwright/test';
import { addStaff, call, registerTenant } from '../support/api';
import { stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { till } from '../support/till';
import { expect, test } from '../support/test';

for (const [width, height] of [
  [1366, 768],
  [390, 844],
] as const) {
  test(`T-49 the outlet is switched in the head of till, kitchen and office, and nowhere else, at ${width} px`, async ({
    openAs,
  }) => {
    const tenant = await registerTenant('Kedai Dua Pintu');
    await stockMenu(tenant);
    const second = await call<{ id: string }>('POST', '/outlets', { name: 'Cabang Braga' }, tenant.token);
    for (const path of ['/till', '/kitchen', '/dashboard']) {
      const page = await openAs(tenant, path, { viewport: { width, height } });
      const choice = page.getByTestId('outlet-switch');
      await expect(choice).toHaveCount(1);
      const box = (await choice.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      await page.getByRole('button', { name: 'Akun' }).click();
      await expect(page.getByRole('button', { name: 'Keluar' })).toBeVisible();
      await expect(choice).toHaveCount(1);
      await page.keyboard.press('Escape');
      await choice.selectOption({ label: 'Cabang Braga' });
      await page.reload();
      await expect(choice.locator('option:checked')).toHaveText('Cabang Braga');
      expect(await page.evaluate(() => localStorage.getItem('meja.outlet'))).toBe(second.id);
    }
  });
}

test('T-49 with one outlet its name stands on the till, and there is nothing to switch', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Tunggal');
  await stockMenu(tenant);
  const cashier = await addStaff(tenant, 'CASHIER', 'Sari Dewi');
  const [only] = await call<{ name: string }[]>('GET', '/outlets', undefined, tenant.token);
  const page = await openAs(cashier, '/till');
  await expect(till(page).product('Teh Tarik')).toBeVisible();
  await expect(page.getByTestId('outlet-switch')).toHaveCount(0);
  await expect(page.getByRole('banner').getByText(only!.name)).toBeVisible();
});

/** Nothing of the text is cut off, be it by an ellipsis or by what lies around it. */
const isWhole = (text: Locator): Promise<boolean> =>
  text.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const inner = range.getBoundingClientRect();
    for (let box: Element | null = node; box; box = box.parentElement) {
      const outer = box.getBoundingClientRect();
      const cuts = getComputedStyle(box).overflow !== 'visible';
      if (cuts && (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1)) return false;
      if (box.matches('[data-testid="kitchen-ticket"]')) return true;
    }
    return true;
  });

for (const [width, height] of [
  [1366, 768],
  [1024, 768],
  [390, 844],
] as const) {
  test(`T-49 a ticket's number, table and time are whole, however long the station's and the table's name, at ${width} px`, async ({
    openAs,
  }) => {
    const tenant = await registerTenant('Kedai Panjang');
    const menu = await stockMenu(tenant);
    const [station] = await call<{ id: string }[]>('GET', '/stations', undefined, tenant.token);
    await call('PATCH', `/stations/${station!.id}`, { name: 'Dapur Panas Lantai Dua' }, tenant.token);
    await call('POST', '/stations', { name: 'Bar' }, tenant.token);
    const long = await placeOrder(tenant, menu, { table: 'Teras belakang dekat kolam 12' });
    const short = await placeOrder(tenant, menu, { table: '7' });
    const cook = await addStaff(tenant, 'KITCHEN', 'Wayan Putra');
    const page = await openAs(cook, '/kitchen', { viewport: { width, height } });
    for (const { id, number } of [long, short]) {
      const ticket = page.locator(`[data-order-id="${id}"]`).first();
      await expect(ticket.getByTestId('ticket-number')).toHaveText(`#${number}`);
      for (const part of ['ticket-place', 'ticket-number', 'ticket-station', 'ticket-age']) {
        expect(await isWhole(ticket.getByTestId(part)), `${part} of #${number}`).toBe(true);
      }
    }
    await expect(page.locator(`[data-order-id="${long.id}"]`).first()).toContainText(
      'Teras belakang dekat kolam 12',
    );
  });
}
