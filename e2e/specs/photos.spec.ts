import type { Locator, Page } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { takePicture } from '../support/pictures';
import { till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Berfoto');
  menu = await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Maya Sari');
});

async function openForm(page: Page, name: string): Promise<Locator> {
  await page
    .getByRole('row')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  const form = page.getByRole('dialog', { name });
  await expect(form).toBeVisible();
  return form;
}
const choose = (form: Locator, file: Awaited<ReturnType<typeof takePicture>>): Promise<void> =>
  form.getByTestId('photo-input').setInputFiles(file);
const photoIn = (place: Locator): Locator => place.locator('picture img');
const isShown = (image: Locator): Promise<boolean> =>
  image.evaluate((node: HTMLImageElement) => node.complete && node.naturalWidth > 0);
async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Simpan' }).click();
}

test('T-33 a photo chosen in the office is seen there at once and on an open till after saving, until it is removed', async ({
  openAs,
}) => {
  const sale = await openAs(cashier, '/till');
  const tile = till(sale).product('Teh Tarik');
  await expect(tile).toBeVisible();
  await expect(photoIn(tile)).toHaveCount(0);

  const office = await openAs(tenant, '/menu');
  const form = await openForm(office, 'Teh Tarik');
  await choose(form, await takePicture('#a0522d'));
  const preview = form.getByRole('img', { name: 'Foto Teh Tarik' });
  await expect.poll(() => isShown(preview)).toBe(true);
  await save(form);
  await expect(form).toBeHidden();

  await expect.poll(() => isShown(photoIn(tile))).toBe(true);
  const source = await photoIn(tile).evaluate((node: HTMLImageElement) => node.currentSrc);
  expect(source).toMatch(/\/api\/v1\/photos\/[0-9a-f-]{36}\/[0-9a-f]{64}-(320|640)\.avif$/);
  await expect(tile).toContainText('Rp18.000');
  await tile.click();
  await expect(till(sale).basket.getByRole('listitem').filter({ hasText: 'Teh Tarik' })).toBeVisible();

  const again = await openForm(office, 'Teh Tarik');
  await expect.poll(() => isShown(photoIn(again))).toBe(true);
  await again.getByRole('button', { name: 'Hapus foto' }).click();
  await expect(photoIn(again)).toHaveCount(0);
  await save(again);
  await expect(again).toBeHidden();
  await expect(photoIn(tile)).toHaveCount(0);
});

test('T-33 what is no photo is said to be none: before it is sent, or by the server, and nothing else is lost', async ({
  openAs,
  consoleGuard,
}) => {
  // The second is what a recorded trace asks of a picture that can't be shown; the page itself asks nothing.
  consoleGuard.allow('422 (Unprocessable', "Connecting to 'blob:");
  const office = await openAs(tenant, '/menu');
  const form = await openForm(office, 'Roti Bakar');
  await choose(form, { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') });
  const alert = form.getByText(/bukan foto yang dapat dibaca/);
  await expect(alert.first()).toBeVisible();
  await choose(form, {
    name: 'besar.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.alloc(10 * 1024 * 1024 + 1),
  });
  await expect(form.getByText('Berkas terlalu besar. Paling besar 10 MB.')).toBeVisible();

  // A browser shows a GIF; the server takes none.
  await form.getByLabel(/^Nama/).first().fill('Roti Bakar Keju');
  await choose(form, await takePicture('#228b22', { format: 'gif' }));
  await save(form);
  await expect(alert.first()).toBeVisible();
  expect(await call('GET', `/products/${menu.bread}`, undefined, tenant.token)).toMatchObject({
    name: 'Roti Bakar Keju',
    photoUrl: null,
  });
  await choose(form, await takePicture('#228b22'));
  await save(form);
  await expect(form).toBeHidden();
  const { name, photoUrl } = await call<{ name: string; photoUrl: string | null }>(
    'GET',
    `/products/${menu.bread}`,
    undefined,
    tenant.token,
  );
  expect(name).toBe('Roti Bakar Keju');
  expect(photoUrl).toMatch(/-640\.webp$/);
});

test('T-33 tiles have three sizes, kept on this terminal, and nothing moves while photos come', async ({
  openAs,
}) => {
  const office = await openAs(tenant, '/menu');
  const form = await openForm(office, 'Kopi Susu');
  await choose(form, await takePicture('#5d4037'));
  await save(form);
  await expect(form).toBeHidden();

  const page = await openAs(cashier, '/till');
  const at = till(page);
  const [coffee, tea] = [at.product('Kopi Susu'), at.product('Teh Tarik')];
  await expect.poll(() => isShown(photoIn(coffee))).toBe(true);
  const heights = async (): Promise<number[]> =>
    Promise.all([coffee, tea].map(async (tile) => (await tile.boundingBox())!.height));
  expect(await heights()).toEqual([144, 144]);

  const pick = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Akun Anda' }).click();
    await page
      .getByRole('group', { name: 'Ukuran produk di layar' })
      .getByText(name, { exact: true })
      .click();
    await page.keyboard.press('Escape');
  };
  await pick('Besar');
  await expect.poll(heights).toEqual([200, 200]);
  await expect(photoIn(coffee)).toBeVisible();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.reload();
  await expect.poll(() => isShown(photoIn(coffee))).toBe(true);
  await expect.poll(heights).toEqual([200, 200]);
  const shifted = await page.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  );
  expect(shifted).toBeLessThan(0.02);

  await pick('Kecil');
  await expect.poll(heights).toEqual([72, 72]);
  await expect(photoIn(coffee)).toHaveCount(0);
  await coffee.click();
  await expect(page.getByRole('dialog', { name: 'Kopi Susu' })).toBeVisible();
});
