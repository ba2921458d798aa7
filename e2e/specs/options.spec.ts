import type { BuiltMenu } from '@meja/domain/shop';
import { buildMenu, VARIANTS_AT_THE_TILL } from '@meja/domain/shop';
import type { Locator, Page } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { uuidV7 } from '../support/menu';
import { pressUntil, till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: BuiltMenu;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Pilihan');
  menu = await buildMenu(
    (method, path, body) => call(method, path, body, tenant.token),
    VARIANTS_AT_THE_TILL,
    () => uuidV7(),
  );
  cashier = await addStaff(tenant, 'CASHIER', 'Rina Lestari');
});

const sheetOf = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const add = (sheet: Locator): Promise<void> => sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
const radio = (sheet: Locator, name: string | RegExp): Locator =>
  sheet.getByRole('radio', { name: typeof name === 'string' ? new RegExp(`^${name}`) : name });

async function openSheet(page: Page, name: string): Promise<Locator> {
  await till(page).product(name).click();
  const sheet = sheetOf(page, name);
  await expect(sheet).toBeVisible();
  return sheet;
}

test('T-22 ice is offered with the iced coffee alone, asked of no hot one, and printed on none', async ({
  openAs,
}) => {
  const page = await openAs(cashier, '/till');
  const at = till(page);
  const sheet = await openSheet(page, 'Kopi Susu');
  const ice = sheet.getByRole('radiogroup', { name: 'Es batu' });
  await expect(sheet.getByRole('radiogroup', { name: 'Gula' })).toBeVisible();
  await expect(ice).toBeHidden();

  await radio(sheet, /^Es\b.*Rp22/).click();
  await expect(radio(ice, 'Es normal')).toBeChecked();
  await radio(ice, 'Es sedikit').click();
  await radio(sheet, 'Tanpa gula').click();
  await radio(sheet, 'Panas').click();
  await expect(ice).toBeHidden();
  await expect(radio(sheet, 'Tanpa gula')).toBeChecked();
  // To and fro nothing that was chosen is lost.
  await radio(sheet, /^Es\b.*Rp22/).click();
  await expect(radio(ice, 'Es sedikit')).toBeChecked();
  await radio(sheet, 'Panas').click();
  await add(sheet);

  const line = at.basket.getByRole('listitem').filter({ hasText: 'Kopi Susu' });
  await expect(line).toContainText('Panas');
  await expect(line).toContainText('Tanpa gula');
  await expect(line).not.toContainText('Es sedikit');
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
  await expect(at.receipt).toContainText('Tanpa gula');
  await expect(at.receipt).not.toContainText('Es sedikit');
});

test('T-22 the office ties a group to variants, and an open till has it without a reload', async ({
  openAs,
}) => {
  const product = menu.products.get('Kopi Susu')!.product;
  const group = menu.groups.get('ice')!;
  const page = await openAs(cashier, '/till');
  const sheet = await openSheet(page, 'Kopi Susu');
  await radio(sheet, 'Panas').click();
  const ice = sheet.getByRole('radiogroup', { name: 'Es batu' });
  await expect(ice).toBeHidden();

  const office = await openAs(tenant, '/menu');
  const form = office.getByRole('dialog', { name: 'Kopi Susu' });
  await office.getByRole('button', { name: /^Kopi Susu Panas/ }).click();
  const field = form.getByTestId(`group-${group.id}`);
  await expect(field.getByRole('checkbox', { name: 'Es', exact: true })).toBeChecked();
  await expect(field.getByRole('checkbox', { name: 'Panas', exact: true })).not.toBeChecked();
  await field.getByRole('checkbox', { name: 'Es', exact: true }).uncheck();
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(form.getByText('Pilih sedikitnya satu varian').first()).toBeVisible();
  await field.getByText('Semua varian', { exact: true }).click();
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(form).toBeHidden();
  await expect(radio(ice, 'Es normal')).toBeChecked();

  const ties = [{ groupId: group.id, variantIds: [product.variants[1]!.id] }];
  await call('PATCH', `/products/${product.id}`, { modifierGroupVariants: ties }, tenant.token);
  await expect(ice).toBeHidden();
});

test('T-34 basket, kitchen and struk list only what departs from the usual, left-out things by name', async ({
  openAs,
}) => {
  const cook = await addStaff(tenant, 'KITCHEN', 'Joko Susilo');
  const kitchen = await openAs(cook, '/kitchen');
  const page = await openAs(cashier, '/till');
  const at = till(page);
  const usual = ['Gula normal', 'Es normal', 'Susu segar', 'Boba'];

  await add(await openSheet(page, 'Es Boba'));
  const other = await openSheet(page, 'Es Boba');
  await radio(other, 'Tanpa gula').click();
  await other.getByRole('checkbox', { name: /^Boba/ }).click();
  await other.getByRole('checkbox', { name: /^Extra shot/ }).click();
  await add(other);

  const lines = at.basket.getByRole('listitem').filter({ hasText: 'Es Boba' });
  await expect(lines).toHaveCount(2);
  for (const name of [...usual.slice(0, 3), 'Tanpa']) await expect(lines.nth(0)).not.toContainText(name);
  const departs = ['Tanpa gula', 'Tanpa Boba', 'Extra shot'];
  for (const name of departs) await expect(lines.nth(1)).toContainText(name);
  for (const name of usual.slice(0, 3)) await expect(lines.nth(1)).not.toContainText(name);

  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
  for (const name of departs) await expect(at.receipt).toContainText(name);
  for (const name of usual.slice(0, 3)) await expect(at.receipt).not.toContainText(name);

  const ticket = kitchen.locator('[data-order-id]').filter({ hasText: 'Es Boba' });
  await expect(ticket).toHaveCount(1);
  for (const name of departs) await expect(ticket).toContainText(name);
  for (const name of usual.slice(0, 3)) await expect(ticket).not.toContainText(name);
});

test('T-34 four groups are above the fold, three choices in a row; arrows choose and Enter adds', async ({
  openAs,
}) => {
  const page = await openAs(cashier, '/till', { viewport: { width: 1366, height: 768 } });
  const at = till(page);
  const sheet = await openSheet(page, 'Es Boba');
  for (const [group, usual] of [
    ['Gula', 'Gula normal'],
    ['Es batu', 'Es normal'],
    ['Susu', 'Susu segar'],
  ] as const) {
    const choices = sheet.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio');
    await expect(radio(sheet, usual)).toBeChecked();
    const tops = await choices.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size, `${group} stands in one row`).toBe(1);
  }
  const fold = (await sheet.getByRole('button', { name: /^Tambah Rp/ }).boundingBox())!.y;
  for (const choice of await sheet.getByRole('radio').or(sheet.getByRole('checkbox')).all()) {
    const box = (await choice.boundingBox())!;
    expect(box.y + box.height, 'is above the fold').toBeLessThan(fold);
    expect(box.height, 'is large enough for a finger').toBeGreaterThanOrEqual(44);
  }

  await expect(radio(sheet, 'Gula normal')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(radio(sheet, 'Gula sedikit')).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(radio(sheet, 'Tanpa gula')).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(radio(sheet, 'Es normal')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(radio(sheet, 'Es sedikit')).toBeChecked();
  await pressUntil(page, 'Enter', () => expect(sheet).toBeHidden({ timeout: 1_000 }));
  const line = at.basket.getByRole('listitem').filter({ hasText: 'Es Boba' });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText('Tanpa gula');
  await expect(line).toContainText('Es sedikit');
});
