import type { Locator, Page } from '@playwright/test';
import { type Tenant, call, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { pressUntil, readTotal, rupiah, till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;
test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Cepat');
  menu = await stockMenu(tenant);
});

/** A finger that pushes something sideways, by the browser's own touch events. */
async function push(page: Page, target: Locator, by: number): Promise<void> {
  const box = (await target.boundingBox())!;
  const device = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2];
  const from = Date.now() / 1000;
  await device.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [{ x, y }],
    timestamp: from,
  });
  // It rests before it is lifted: a fling would make the browser take the next tap for its brake.
  for (let step = 1; step <= 12; step += 1) {
    const touchPoints = [{ x: x + (by * Math.min(step, 8)) / 8, y }];
    const timestamp = from + step * 0.05;
    await device.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints, timestamp });
  }
  await device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await device.detach();
}

test('T-36 a line is pushed away by a finger, and undo brings it back as it was', async ({ openAs }) => {
  const page = await openAs(tenant, '/till', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const at = till(page);
  await at.product('Teh Tarik').tap();
  await at.product('Teh Tarik').tap();
  await at.product('Roti Bakar').tap();
  await page.getByTestId('till-bar').getByRole('button').first().tap();
  const lines = at.basket.locator('[data-line]');
  await expect(lines).toHaveCount(2);
  const before = await readTotal(page);

  const tea = lines.filter({ hasText: 'Teh Tarik' });
  await expect(async () => {
    await push(page, tea, 40);
    await expect(lines).toHaveCount(2);
    await push(page, tea, 160);
    await expect(lines).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole('dialog', { name: 'Teh Tarik' })).toBeHidden();
  const undo = page.getByRole('button', { name: 'Kembalikan' });
  await expect(async () => {
    if (await undo.isVisible()) await undo.tap({ timeout: 1_000 });
    await expect(lines).toHaveCount(2, { timeout: 500 });
  }).toPass();
  await expect(tea.getByText('2', { exact: true })).toBeVisible();
  expect(await readTotal(page)).toBe(before);
});

test('T-36 the last order comes again by one tap', async ({ openAs }) => {
  const page = await openAs(tenant, '/till');
  const at = till(page);
  await at.product('Teh Tarik').click();
  await at.product('Kopi Susu').click();
  const sheet = page.getByRole('dialog', { name: 'Kopi Susu' });
  await sheet.getByRole('radio', { name: 'Gula sedikit' }).click();
  await sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
  const total = await readTotal(page);
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
  await expect(async () => {
    if (await at.done.isVisible()) await at.newOrder.click({ timeout: 500 });
    await expect(at.done).toBeHidden({ timeout: 300 });
  }).toPass();
  await page.getByTestId('repeat-sale').click();
  await expect(at.basket.getByText('Gula sedikit')).toBeVisible();
  expect(await readTotal(page)).toBe(total);
  await at.pay.click();
  await expect(at.due).toHaveText(rupiah(Math.round(total / 100) * 100));
});

test('T-46 what is paid for stands beside the tender on a desk; on a phone every method is seen at once', async ({
  openAs,
}) => {
  const desk = await openAs(tenant, '/till');
  const at = till(desk);
  await at.product('Teh Tarik').click();
  await at.product('Teh Tarik').click();
  await at.pay.click();
  const beside = desk.getByTestId('paid-for');
  await expect(beside).toContainText(`2×Teh Tarik${rupiah(36_000)}`);
  await expect(beside).toContainText(`PB1${rupiah(3_600)}`);
  await expect(at.takeExact).toBeInViewport({ ratio: 1 });

  const phone = await openAs(tenant, '/till', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await till(phone).product('Teh Tarik').tap();
  await phone
    .getByTestId('till-bar')
    .getByRole('button', { name: /^Bayar/ })
    .tap();
  await expect(phone.getByTestId('paid-for')).toBeHidden();
  for (const method of await phone.getByTestId('methods').getByRole('radio').all())
    await expect(method).toBeInViewport({ ratio: 1 });
});

test('T-47 an order that is gone on with is closed in words, and voided a tap further away', async ({
  openAs,
}) => {
  const order = await placeOrder(tenant, menu, { table: '52', products: [menu.tea] });
  const page = await openAs(tenant, '/till');
  const at = till(page);
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Meja 52/ })
      .click();
    await expect(at.basket.getByText('Teh Tarik').first()).toBeVisible();
  };
  await open();
  await at.basket.getByRole('button', { name: 'Tutup', exact: true }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  await open();
  await at.product('Roti Bakar').click();
  await at.basket.getByRole('button', { name: 'Simpan & tutup' }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  await open();
  await expect(at.basket.getByText('Roti Bakar')).toBeVisible();
  const voiding = at.basket.getByRole('button', { name: 'Batalkan pesanan' });
  await expect(voiding).toBeHidden();
  await at.basket.getByRole('button', { name: 'Tindakan lain untuk pesanan ini' }).click();
  await voiding.click();
  const reason = page.getByRole('dialog', { name: 'Batalkan pesanan' });
  await reason.getByRole('textbox').fill('Tamu pergi');
  await pressUntil(page, 'Enter', () => expect(reason).toBeHidden({ timeout: 2_000 }));
  const read = () => call<{ status: string }>('GET', `/orders/${order.id}`, undefined, tenant.token);
  await expect.poll(async () => (await read()).status).toBe('VOIDED');
});
