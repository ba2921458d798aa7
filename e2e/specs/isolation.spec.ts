import { type Tenant, addStaff, call, registerTenant } from '../support/api';
import { type Menu, make, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { till } from '../support/till';
import { expect, test } from '../support/test';

const HOSTILE = '<img src=x onerror=alert(1)>';

let ours: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  ours = await registerTenant('Kedai Kita');
  menu = await stockMenu(ours);
});

test('ISO-03 ISO-04 another business sees none of a sale: kitchen, till, open orders', async ({ openAs }) => {
  const theirs = await registerTenant('Kedai Tetangga');
  const theirMenu = await stockMenu(theirs);
  const theirCook = await addStaff(theirs, 'KITCHEN', 'Made Ari');
  const [ourKitchen, theirKitchen] = await Promise.all([
    openAs(ours, '/kitchen'),
    openAs(theirCook, '/kitchen'),
  ]);
  await expect(theirKitchen.getByTestId('kitchen-empty')).toBeVisible();
  await expect(ourKitchen.getByTestId('kitchen-empty')).toBeVisible();

  const sale = await placeOrder(ours, menu, { table: 'Meja Rahasia' });
  await expect(ourKitchen.locator(`[data-order-id="${sale.id}"]`)).toBeVisible();
  // Their own order arrives after ours: had ours been sent to them, it would be there by then.
  const own = await placeOrder(theirs, theirMenu, { table: 'Meja Biasa' });
  await expect(theirKitchen.locator(`[data-order-id="${own.id}"]`)).toBeVisible();
  await expect(theirKitchen.getByText('Meja Rahasia')).toHaveCount(0);
  await expect(ourKitchen.getByText('Meja Biasa')).toHaveCount(0);

  const theirTill = await openAs(theirs, '/till');
  await theirTill.getByRole('button', { name: 'Pesanan', exact: true }).click();
  const orders = theirTill.getByRole('dialog', { name: 'Pesanan berjalan' });
  await expect(orders.getByText('Meja Biasa')).toBeVisible();
  await expect(orders.getByText('Meja Rahasia')).toHaveCount(0);
});

test('ISO-04 the next person at the same browser finds nothing of the one before', async ({ openAs }) => {
  const theirs = await registerTenant('Kedai Sebelah');
  await make(theirs, '/products', { name: 'Es Jeruk', price: 9_000 });
  const page = await openAs(ours, '/till');
  const at = till(page);
  await at.product('Teh Tarik').click();
  await expect(at.basket.getByText('Teh Tarik')).toBeVisible();
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();
  // What is in the basket is at stake: it is asked about first.
  await page.getByRole('button', { name: 'Keluar, buang pesanan' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(theirs.email);
  await page.getByLabel(/^Kata sandi/).fill(theirs.password);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await expect(page.getByRole('button', { name: 'Akun Anda' })).toBeVisible();
  await page.goto('/till');
  await expect(at.product('Es Jeruk')).toBeVisible();
  await expect(page.getByText('Teh Tarik')).toHaveCount(0);
  expect(await page.evaluate((id) => JSON.stringify({ ...localStorage }).includes(id), menu.tea)).toBe(false);
});

test('SEC-01 a product named as markup is inert at the till, in the kitchen and on the struk', async ({
  openAs,
}) => {
  const tenant = await registerTenant(`Kedai ${HOSTILE}`);
  const stationId = await make(tenant, '/stations', { name: 'Bar' });
  await make(tenant, '/products', { name: HOSTILE, price: 10_000, stationId });
  const kitchen = await openAs(tenant, '/kitchen');
  const page = await openAs(tenant, '/till');
  const dialogs: string[] = [];
  for (const view of [kitchen, page]) {
    view.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }
  const at = till(page);
  await page.getByRole('button', { name: /onerror/ }).click();
  await expect(at.basket.getByText(HOSTILE)).toBeVisible();
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.receipt).toContainText('onerror');
  await expect(kitchen.getByTestId('kitchen-ticket')).toContainText(HOSTILE);

  const [order] = await call<{ id: string }[]>(
    'GET',
    `/orders?outletId=${tenant.outletId}`,
    undefined,
    tenant.token,
  );
  const receipt = await page
    .context()
    .request.get(`/api/v1/orders/${order?.id}/receipt?format=html&width=32`, {
      headers: { authorization: `Bearer ${tenant.token}` },
    });
  const html = await receipt.text();
  expect(html).toContain('&lt;img');
  expect(html).not.toContain('<img src=x');
  for (const view of [kitchen, page]) expect(await view.locator('img[src="x"]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});
