import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { pressUntil, readTotal, till } from '../support/till';
import { expect, test } from '../support/test';

const PIN = '482915';
let tenant: Tenant;
let menu: Menu;
let cashier: Person;

interface Order {
  items: { name: string; quantity: number; modifiers: { name: string }[]; note: string | null }[];
}
const read = (id: string): Promise<Order> => call('GET', `/orders/${id}`, undefined, tenant.token);

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Ubah');
  menu = await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
  const supervisor = await addStaff(tenant, 'SUPERVISOR', 'Sri Lestari');
  const staff = await call<{ id: string; email: string }[]>('GET', '/users', undefined, tenant.token);
  const { id } = staff.find(({ email }) => email === supervisor.email)!;
  await call('PATCH', `/users/${id}`, { pin: PIN }, tenant.token);
});

test('T-21 quantity and options of a line not sent yet are changed after saving', async ({ openAs }) => {
  const order = await placeOrder(tenant, menu, {
    table: '41',
    products: [menu.coffee],
    more: { submit: false },
  });
  const page = await openAs(cashier, '/till');
  const at = till(page);
  await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Meja 41/ })
    .click();
  await at.basket.getByRole('button', { name: 'Ubah Kopi Susu' }).click();
  const sheet = page.getByRole('dialog', { name: 'Kopi Susu' });
  await sheet.getByText('Gula normal').click();
  await sheet.getByLabel('Jumlah').fill('3');
  await sheet.getByLabel('Catatan').fill('es sedikit');
  await sheet.getByRole('button', { name: /^Simpan/ }).click();
  await expect(page.getByText('Kopi Susu diubah', { exact: true })).toBeVisible();
  expect(await readTotal(page)).toBe(82_500);
  expect((await read(order.id)).items).toMatchObject([
    { quantity: 3, modifiers: [{ name: 'Gula normal' }], note: 'es sedikit' },
  ]);
  await at.basket.getByRole('button', { name: 'Ubah Kopi Susu' }).click();
  await sheet.getByRole('button', { name: 'Hapus dari pesanan' }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
});

test('T-21 a sent line becomes less by a change ticket: reason and PIN at the till, «UBAH» in the kitchen', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('403');
  const order = await placeOrder(tenant, menu, { table: '42', products: [menu.coffee, menu.coffee] });
  const kitchen = await openAs(await addStaff(tenant, 'KITCHEN', 'Koki'), '/kitchen');
  const ticket = kitchen.locator(`[data-order-id="${order.id}"]`);
  await expect(ticket).toBeVisible();
  await expect(ticket.getByTestId('ticket-changed')).toHaveCount(0);

  const page = await openAs(cashier, '/till');
  const at = till(page);
  await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Meja 42/ })
    .click();
  const sheet = page.getByRole('dialog', { name: 'Kopi Susu' });
  // More of it takes nobody's word.
  await at.basket.getByRole('button', { name: 'Ubah Kopi Susu' }).first().click();
  await sheet.getByLabel('Jumlah').fill('3');
  await sheet.getByRole('button', { name: /^Simpan/ }).click();
  await expect(page.getByText('Kopi Susu diubah; dapur diberi tahu')).toBeVisible();
  await expect(ticket.getByTestId('ticket-changed')).toHaveText('UBAH');
  await expect(ticket.getByTestId('ticket-item-was')).toHaveText('Tadinya 1×');

  // Other sugar takes something away: why, and who stands by.
  await at.basket.getByRole('button', { name: 'Ubah Kopi Susu' }).last().click();
  await sheet.getByText('Gula normal').click();
  await sheet.getByRole('button', { name: /^Simpan/ }).click();
  const asked = page.getByRole('dialog', { name: 'Ubah Kopi Susu' });
  await asked.getByRole('textbox').fill('Salah dengar');
  await pressUntil(page, 'Enter', () => expect(page.getByLabel('PIN-nya')).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.type(PIN);
  await expect(asked).toBeHidden();
  await expect(ticket.getByTestId('ticket-item-was').last()).toHaveText('Tadinya 1×, Gula sedikit');
  await expectAccessible(kitchen, 'a ticket that was changed');
  expect((await read(order.id)).items).toMatchObject([
    { quantity: 3, modifiers: [{ name: 'Gula sedikit' }] },
    { quantity: 1, modifiers: [{ name: 'Gula normal' }] },
  ]);
  const log = await call<{ after: { reason: string; approvedBy: string | null } }[]>(
    'GET',
    '/audit-log?action=order.item.change',
    undefined,
    tenant.token,
  );
  expect(log.map(({ after }) => [after.reason, after.approvedBy !== null])).toEqual([
    ['Salah dengar', true],
    [null, false],
  ]);
  // Made as it is now, it is a change no more.
  for (const status of ['PREPARING', 'READY']) {
    await expect(async () => {
      if ((await ticket.getAttribute('data-status')) !== status)
        await ticket.getByTestId('ticket-bump').click();
      await expect(ticket).toHaveAttribute('data-status', status, { timeout: 500 });
    }).toPass();
  }
  await expect(ticket.getByTestId('ticket-changed')).toHaveCount(0);
});
