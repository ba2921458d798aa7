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
  await at.takeExact.click();
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
  // A tap on a ticket that has just come is taken for one on what stood there.
  await bumpTo(item, 'PREPARING', () => item.click());
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

/** A business of its own with a full board: `count` tickets of one tea each. */
async function fillBoard(name: string, count: number): Promise<{ own: Tenant; ownMenu: Menu }> {
  const own = await registerTenant(name);
  const ownMenu = await stockMenu(own);
  for (let n = 1; n <= count; n += 1) {
    await placeOrder(own, ownMenu, { products: [ownMenu.tea], table: String(n) });
  }
  return { own, ownMenu };
}

const placesOf = (page: Page): Promise<Record<string, string>> =>
  page.getByTestId('kitchen-ticket').evaluateAll((tickets) =>
    Object.fromEntries(
      tickets.map((ticket) => {
        const { x, y } = ticket.getBoundingClientRect();
        return [ticket.getAttribute('data-order-id') ?? '', `${Math.round(x)},${Math.round(y)}`];
      }),
    ),
  );

test('T-18 T-40 a ticket that leaves moves no neighbour, a double tap serves no other, and the rest is a page away', async ({
  openAs,
}) => {
  const { own } = await fillBoard('Warung Ramai', 15);
  const kitchen = await openAs(own, '/kitchen', { viewport: { width: 1366, height: 768 } });
  const tickets = kitchen.getByTestId('kitchen-ticket');
  await expect(tickets).toHaveCount(12);
  await expect(kitchen.getByTestId('board-after')).toHaveText(/3 lagi/);
  await expect(tickets.first().getByTestId('ticket-place')).toHaveText('Meja 1');

  const first = tickets.first();
  const firstId = await first.getAttribute('data-order-id');
  await bumpTo(first, 'PREPARING', () => first.getByTestId('ticket-header').click());
  await bumpTo(first, 'READY', () => first.getByTestId('ticket-header').click());
  const before = await placesOf(kitchen);
  // Two taps in the same place: the second must not start whoever stands next.
  const box = (await first.getByTestId('ticket-header').boundingBox())!;
  const spot = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await expect(async () => {
    await kitchen.mouse.click(...spot);
    await expect(tickets).toHaveCount(11, { timeout: 300 });
  }).toPass();
  const after = await placesOf(kitchen);
  await kitchen.mouse.click(...spot);
  delete before[firstId ?? ''];
  expect(after).toEqual(before);
  // Left alone, the board closes up: another takes the slot, and nobody but the first was ever touched.
  await expect(tickets).toHaveCount(12);
  for (const status of await tickets.evaluateAll((all) =>
    all.map((one) => one.getAttribute('data-status')),
  )) {
    expect(status).toBe('QUEUED');
  }
  await kitchen.getByTestId('board-after').click();
  await expect(tickets).toHaveCount(2);
  await expect(kitchen.getByTestId('board-before')).toHaveText(/12 sebelumnya/);
});

test('T-41 at a counter one tap finishes a ticket, and undo brings it back unbegun', async ({ openAs }) => {
  const { own, ownMenu } = await fillBoard('Toko Roti', 1);
  await call('PATCH', `/stations/${ownMenu.stationId}`, { oneBump: true }, own.token);
  const kitchen = await openAs(own, '/kitchen');
  const ticket = kitchen.getByTestId('kitchen-ticket').first();
  await expect(ticket.getByTestId('ticket-bump')).toHaveText(/Sajikan/);
  await expect(async () => {
    if (await ticket.isVisible()) await ticket.getByTestId('ticket-header').click({ timeout: 500 });
    await expect(kitchen.getByTestId('kitchen-empty')).toBeVisible({ timeout: 300 });
  }).toPass();
  await kitchen.getByTestId('undo-bump').click();
  await expect(ticket).toHaveAttribute('data-status', 'QUEUED');
});

test('T-23 a bump made offline is kept, marked, and reaches the till once the line is back', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('ERR_INTERNET_DISCONNECTED', 'WebSocket');
  const kitchen = await openAs(cook, '/kitchen');
  await openBoard(kitchen);
  const order = await placeOrder(tenant, menu, { table: 'Meja 21', products: [menu.tea] });
  const ticket = ticketOf(kitchen, order.id);
  await expect(ticket).toHaveAttribute('data-status', 'QUEUED');
  await kitchen.context().setOffline(true);
  await bumpTo(ticket, 'PREPARING', () => ticket.getByTestId('ticket-header').click());
  await expect(ticket.getByTestId('ticket-waiting')).toBeVisible();
  await kitchen.context().setOffline(false);
  await expect(ticket.getByTestId('ticket-waiting')).toBeHidden({ timeout: 20_000 });
  await expect(ticket).toHaveAttribute('data-status', 'PREPARING');
  const read = () => call<{ status: string }>('GET', `/orders/${order.id}`, undefined, tenant.token);
  await expect.poll(async () => (await read()).status).toBe('PREPARING');
});

test('T-42 the cook says that something is sold out, and the till has it at once', async ({ openAs }) => {
  const own = await registerTenant('Warung Habis');
  const ownMenu = await stockMenu(own);
  const ownCook = await addStaff(own, 'KITCHEN', 'Wayan Putra');
  const kitchen = await openAs(ownCook, '/kitchen');
  const sale = await openAs(own, '/till');
  await expect(till(sale).product('Teh Tarik')).toBeVisible();
  await kitchen.getByTestId('open-sold-out').click();
  const sheet = kitchen.getByRole('dialog', { name: 'Habis' });
  await sheet.getByRole('searchbox').or(sheet.getByLabel('Cari produk')).first().fill('teh');
  await sheet.getByRole('switch', { name: 'Teh Tarik ada' }).click();
  await expect(sheet.getByText('Habis', { exact: true }).last()).toBeVisible();
  await expect(sale.getByRole('button', { name: /Teh Tarik.*Habis/ })).toBeVisible();
  const { data } = {
    data: await call<{ id: string; unavailableOutletIds: string[] }>(
      'GET',
      `/products/${ownMenu.tea}`,
      undefined,
      own.token,
    ),
  };
  expect(data.unavailableOutletIds).toEqual([own.outletId]);
});

test('T-43 of 500 tickets only a page is drawn, and bumping goes on', async ({ openAs }) => {
  const own = await registerTenant('Pabrik Nasi');
  const ownMenu = await stockMenu(own);
  const kitchen = await openAs(own, '/kitchen', { viewport: { width: 1366, height: 768 } });
  await openBoard(kitchen);
  for (let n = 0; n < 500; n += 20) {
    const batch = Array.from({ length: 20 }, (_, at) =>
      placeOrder(own, ownMenu, { products: [ownMenu.tea], table: String(n + at + 1) }),
    );
    await Promise.all(batch);
  }
  await expect(kitchen.getByTestId('board-after')).toHaveText(/488 lagi/, { timeout: 30_000 });
  await expect(kitchen.getByTestId('kitchen-ticket')).toHaveCount(12);
  const painted = await kitchen.evaluate(async () => {
    const header = document.querySelector<HTMLElement>('[data-testid="ticket-header"]')!;
    const from = performance.now();
    header.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - from;
  });
  process.stdout.write(`  a bump on a board of 500 was painted after ${painted.toFixed(0)} ms\n`);
  await expect(kitchen.getByTestId('kitchen-ticket').first()).toHaveAttribute('data-status', 'PREPARING');
});
