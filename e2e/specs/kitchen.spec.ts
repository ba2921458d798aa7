import type { Locator, Page } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;
let cashier: Person;
let cook: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Laut');
  menu = await stockMenu(tenant);
  [cashier, cook] = await Promise.all([
    addStaff(tenant, 'CASHIER', 'Budi Santoso'),
    addStaff(tenant, 'KITCHEN', 'Wayan Putra'),
  ]);
});

const ticketOf = (page: Page, orderId: string): Locator => page.locator(`[data-order-id="${orderId}"]`);

/** The board is live: what comes now comes by socket. */
async function openBoard(page: Page): Promise<void> {
  await expect(page.getByTestId('kitchen-empty').or(page.getByTestId('kitchen-board'))).toBeVisible();
}

test('KDS-02 KDS-01 the kitchen sees a sale of the till without reload', async ({ openAs }) => {
  const kitchen = await openAs(cook, '/kitchen');
  await openBoard(kitchen);
  const sale = await openAs(cashier, '/till');
  const at = till(sale);
  await at.basket.getByText('Bawa pulang', { exact: true }).click();
  await at.basket.getByPlaceholder('Nama antrean').fill('Putri');
  await at.product('Kopi Susu').click();
  const sheet = sale.getByRole('dialog', { name: 'Kopi Susu' });
  await sheet.getByRole('radio', { name: 'Gula sedikit' }).click();
  await sheet.getByLabel('Catatan').fill('Es dipisah');
  await sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
  await at.pay.click();
  await at.confirmCash.click();
  await expect(at.done).toBeVisible();

  const ticket = kitchen.getByTestId('kitchen-ticket').filter({ hasText: 'Putri' });
  await expect(ticket).toBeVisible();
  for (const text of ['Kopi Susu', 'Gula sedikit', 'Es dipisah']) await expect(ticket).toContainText(text);
});

/** Presses until a ticket is in a state: a press right after another counts as a slip of the finger. */
async function bumpTo(ticket: Locator, status: string, press: () => Promise<void>): Promise<void> {
  await expect(async () => {
    if ((await ticket.getAttribute('data-status')) !== status) await press();
    await expect(ticket).toHaveAttribute('data-status', status, { timeout: 300 });
  }).toPass();
}

test('KDS-01 an item is tapped, a ticket bumped through its states and recalled', async ({ openAs }) => {
  const kitchen = await openAs(cook, '/kitchen');
  const order = await placeOrder(tenant, menu, { table: 'Meja 3' });
  const ticket = ticketOf(kitchen, order.id);
  await expect(ticket).toHaveAttribute('data-status', 'QUEUED');
  const item = ticket.getByRole('button', { name: /Kopi Susu/ });
  await item.click();
  await expect(item).toHaveAttribute('data-status', 'PREPARING');
  await expect(ticket).toHaveAttribute('data-status', 'PREPARING');

  const header = ticket.getByTestId('ticket-header');
  await bumpTo(ticket, 'READY', () => header.click());
  const read = () => call<{ status: string }>('GET', `/orders/${order.id}`, undefined, tenant.token);
  await expect.poll(async () => (await read()).status).toBe('READY');

  await expect(async () => {
    if (await ticket.isVisible()) await header.click({ timeout: 500 });
    await expect(ticket).toBeHidden({ timeout: 300 });
  }).toPass();
  await kitchen.getByTestId('undo-bump').click();
  await expect(ticket).toHaveAttribute('data-status', 'READY');
});

test('KDS-01 the bump bar: numbers bump, R takes back', async ({ openAs }) => {
  const own = await registerTenant('Warung Teras');
  const ownMenu = await stockMenu(own);
  const kitchen = await openAs(own, '/kitchen');
  await openBoard(kitchen);
  const order = await placeOrder(own, ownMenu, { products: [ownMenu.tea] });
  const ticket = ticketOf(kitchen, order.id);
  await expect(ticket).toHaveAttribute('data-status', 'QUEUED');
  for (const status of ['PREPARING', 'READY']) {
    await bumpTo(ticket, status, () => kitchen.keyboard.press('1'));
  }
  await kitchen.keyboard.press('r');
  await expect(ticket).toHaveAttribute('data-status', 'PREPARING');
});

test('KDS-01 SELL-02 what the till voids is struck through on the board', async ({ openAs }) => {
  const kitchen = await openAs(cook, '/kitchen');
  const order = await placeOrder(tenant, menu, { table: 'Meja 9', products: [menu.tea, menu.bread] });
  const ticket = ticketOf(kitchen, order.id);
  await expect(ticket).toBeVisible();
  const { items } = await call<{ items: { id: string; name: string }[] }>(
    'GET',
    `/orders/${order.id}`,
    undefined,
    tenant.token,
  );
  const tea = items.find(({ name }) => name === 'Teh Tarik');
  await call('POST', `/orders/${order.id}/items/${tea?.id}/void`, { reason: 'Salah pesan' }, tenant.token);
  await expect(ticket.getByRole('button', { name: /Teh Tarik/ })).toContainText('BATAL');
});

test('KDS-02 a screen that was offline catches up on what it missed', async ({ openAs, consoleGuard }) => {
  consoleGuard.allow('ERR_INTERNET_DISCONNECTED', 'WebSocket');
  const kitchen = await openAs(cook, '/kitchen');
  await openBoard(kitchen);
  const seen = await placeOrder(tenant, menu, { table: 'Meja 4' });
  await expect(ticketOf(kitchen, seen.id)).toBeVisible();
  await kitchen.context().setOffline(true);
  const missed = [];
  for (const table of ['Meja 5', 'Meja 6']) missed.push(await placeOrder(tenant, menu, { table }));
  await expect(ticketOf(kitchen, missed[0]?.id ?? '')).toBeHidden();
  await kitchen.context().setOffline(false);
  for (const { id } of missed) await expect(ticketOf(kitchen, id)).toBeVisible({ timeout: 20_000 });
});
