import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { call } from './support/api';
import { uuidV7 } from './support/menu';
import { asAdministrator } from './support/server';
import { root, superAdmin } from './support/settings';
import { till } from './support/till';
import { expect, test } from './support/test';

/** Takes the pictures of `docs/screens`: the main pages with the demo's café, at desk, tablet and phone, light and dark. */
const SIZES = {
  '1366x768': { width: 1366, height: 768 },
  '1024x768': { width: 1024, height: 768 },
  '390x844': { width: 390, height: 844 },
  '844x390': { width: 844, height: 390 },
} as const;
type Size = keyof typeof SIZES;
type Theme = 'light' | 'dark';

const ALL: Size[] = ['1366x768', '1024x768', '390x844'];
/** What is worked at with a phone held either way. */
const HELD: Size[] = [...ALL, '844x390'];
const ENDS: Size[] = ['1366x768', '390x844'];
const WIDE: Size[] = ['1366x768', '1024x768'];
const FOLDER = path.join(root, 'docs/screens');
const LARGEST_BYTES = 60_000;
const QUALITIES = [70, 50, 35, 25];
const LARGEST_TOTAL_BYTES = 4_000_000;

interface Login {
  business: string | null;
  role: string;
  email: string;
  password: string;
}

const logins = (): Login[] =>
  (process.env.MEJA_E2E_LOGINS ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Login);

function loginOf(role: string): Login {
  const found = logins().find((login) => login.business === 'Kopi Senja' && login.role === role);
  if (!found) throw new Error(`The demo has no ${role}.`);
  return found;
}

async function shoot(page: Page, name: string, theme: Theme, sizes: Size[]): Promise<void> {
  const device = await page.context().newCDPSession(page);
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    // A phone has no keys to hint at.
    if (size === '390x844' || size === '844x390')
      await device.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await page.evaluate(() => document.fonts.ready);
    const file = path.join(FOLDER, `${name}-${size}-${theme}.webp`);
    // Waits for fonts, stops animations; the picture itself is taken as WebP, which Playwright does not write.
    await page.screenshot({ animations: 'disabled', caret: 'hide' });
    for (const quality of QUALITIES) {
      const { data } = await device.send('Page.captureScreenshot', { format: 'webp', quality });
      fs.writeFileSync(file, Buffer.from(data, 'base64'));
      if (fs.statSync(file).size < LARGEST_BYTES) break;
    }
    expect(fs.statSync(file).size, file).toBeLessThan(LARGEST_BYTES);
  }
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await device.detach();
  await page.setViewportSize(SIZES['1366x768']);
}

/** The theme a person chose. */
async function choose(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((value) => {
    localStorage.setItem('meja.theme.app', value);
    localStorage.setItem('meja.theme.kitchen', value);
  }, theme);
  await page.reload();
}

interface Choice {
  id: string;
  name: string;
}
interface MenuAnswer {
  products: (Choice & { variants: Choice[]; modifierGroupIds: string[] })[];
  modifierGroups: (Choice & { min: number; options: (Choice & { default: boolean })[] })[];
}

/** A kitchen in the middle of lunch: tickets of different age and state. */
async function fillKitchen(): Promise<void> {
  const owner = loginOf('ADMIN_TENANT');
  const { accessToken: token } = await call<{ accessToken: string }>('POST', '/auth/login', {
    email: owner.email,
    password: owner.password,
  });
  const [outlet] = await call<Choice[]>('GET', '/outlets', undefined, token);
  const menu = await call<MenuAnswer>('GET', `/menu?outletId=${outlet?.id}`, undefined, token);
  const groups = new Map(menu.modifierGroups.map((group) => [group.id, group]));
  const line = (name: string, quantity: number, more: { picks?: string[]; note?: string } = {}) => {
    const product = menu.products.find((entry) => entry.name === name);
    if (!product) throw new Error(`The demo sells no ${name}.`);
    const options = product.modifierGroupIds.flatMap((id) => {
      const group = groups.get(id);
      const picked = group?.options.filter((option) => more.picks?.includes(option.name)) ?? [];
      return picked.length || !group?.min ? picked : group.options.slice(0, 1);
    });
    return {
      productId: product.id,
      quantity,
      ...(product.variants.length > 0 && { variantId: product.variants.at(-1)?.id }),
      modifiers: options.map(({ id }) => ({ optionId: id })),
      ...(more.note && { note: more.note }),
    };
  };
  const orders = [
    {
      minutes: 17,
      tableName: 'Meja 4',
      items: [line('Nasi Goreng Kampung', 2, { picks: ['Pedas', 'Telur mata sapi'] }), line('Nasi Rawon', 1)],
    },
    {
      minutes: 11,
      queueName: 'Ayu',
      items: [line('Kopi Susu Senja', 2, { picks: ['Susu oat', 'Sedikit gula'] })],
    },
    {
      minutes: 6,
      tableName: 'Meja 11',
      items: [
        line('Mie Goreng Jawa', 1, { picks: ['Sedang'], note: 'Tanpa daun bawang' }),
        line('Kentang Goreng', 1),
        line('Es Teh Leci', 2, { picks: ['Sedikit es'] }),
      ],
    },
    { minutes: 2, tableName: 'Meja 2', items: [line('Soto Ayam Bandung', 3), line('Cappuccino', 1)] },
    { minutes: 0, queueName: 'Pak Rudi', items: [line('Pisang Goreng Keju', 1), line('Americano', 1)] },
  ];
  for (const { minutes, ...labels } of orders) {
    const id = uuidV7();
    const type = 'tableName' in labels ? 'DINE_IN' : 'TAKEAWAY';
    await call('POST', '/orders', { id, outletId: outlet?.id, type, submit: true, ...labels }, token);
    await asAdministrator(
      `update kitchen_tickets set created_at = now() - interval '${minutes} minutes' where order_id = '${id}'`,
      process.env.MEJA_E2E_DATABASE_URL,
    );
  }
}

async function ringUp(page: Page): Promise<void> {
  const at = till(page);
  for (const name of ['Kopi Susu Senja', 'Nasi Goreng Kampung']) {
    await at.product(name).click();
    const sheet = page.getByRole('dialog', { name });
    await expect(sheet).toBeVisible();
    const variant = sheet.getByRole('radio', { name: /Dingin/ });
    if (await variant.isVisible()) await variant.click();
    const extra = sheet.getByRole('checkbox', { name: /Telur mata sapi|Extra shot/ });
    await extra.click();
    await sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
    await expect(sheet).toBeHidden();
  }
  await at.product('Pisang Goreng Keju').click();
}

test.beforeAll(async () => {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  await fillKitchen();
});

for (const theme of ['light', 'dark'] as const) {
  test(`sign-in, ${theme}`, async ({ page }) => {
    for (const name of ['sign-in', 'register']) {
      await page.goto(`/${name}`);
      await choose(page, theme);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await shoot(page, name, theme, name === 'sign-in' ? ALL : ENDS);
    }
  });

  test(`till, ${theme}`, async ({ openAs }) => {
    const page = await openAs(loginOf('CASHIER'), '/till');
    await choose(page, theme);
    const at = till(page);
    await ringUp(page);
    await page.reload();
    await at.basket.getByPlaceholder(/Nomor meja|Nama antrean/).fill('Meja 6');
    await at.basket.getByPlaceholder(/Nomor meja|Nama antrean/).blur();
    await shoot(page, 'till', theme, HELD);

    await at.product('Cappuccino').click();
    await expect(page.getByRole('dialog', { name: 'Cappuccino' })).toBeVisible();
    await shoot(page, 'till-options', theme, [...ENDS, '844x390']);
    await page.keyboard.press('Escape');

    await page.setViewportSize(SIZES['390x844']);
    await page.getByRole('button', { name: /^Pesanan \(/ }).click();
    await expect(at.pay).toBeVisible();
    await shoot(page, 'till-basket', theme, ['390x844', '844x390']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await page.setViewportSize(SIZES['1366x768']);
    await page.reload();
    await at.pay.click();
    for (const key of ['2', '0', '0', '000'])
      await page.getByRole('button', { name: key, exact: true }).click();
    await shoot(page, 'till-payment', theme, HELD);
    await at.takeExact.click();
    await expect(at.receipt).toBeVisible();
    await shoot(page, 'till-done', theme, ALL);
    await at.newOrder.click();

    await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
    await expect(page.getByRole('dialog').getByText('Meja 11')).toBeVisible();
    await shoot(page, 'till-orders', theme, ENDS);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Meja 11/ })
      .click();
    await expect(at.basket.getByText('Mie Goreng Jawa')).toBeVisible();
    await shoot(page, 'till-reopened', theme, ['1366x768']);
    await at.basket.getByRole('button', { name: 'Batalkan Mie Goreng Jawa' }).click();
    await expect(page.getByRole('dialog', { name: 'Batalkan Mie Goreng Jawa' })).toBeVisible();
    await shoot(page, 'till-void', theme, ['1366x768']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');
    await expect(page.getByRole('dialog', { name: 'Diskon pesanan' })).toBeVisible();
    await shoot(page, 'till-discount', theme, ENDS);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('button', { name: 'Buka kasir' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(page, 'till-shift', theme, ENDS);
  });

  test(`kitchen, ${theme}`, async ({ openAs }) => {
    const page = await openAs(loginOf('KITCHEN'), '/kitchen');
    await choose(page, theme);
    await expect(page.getByTestId('kitchen-ticket').filter({ hasText: 'Meja 11' }).first()).toBeVisible();
    await shoot(page, 'kitchen', theme, ALL);
    await page.getByTestId('open-all-day').click();
    await expect(page.getByTestId('all-day')).toBeVisible();
    await shoot(page, 'kitchen-all-day', theme, WIDE);
  });

  test(`office, ${theme}`, async ({ openAs }) => {
    const page = await openAs(loginOf('ADMIN_TENANT'), '/dashboard');
    await choose(page, theme);
    await expect(page.getByTestId('headline')).toBeVisible();
    await shoot(page, 'dashboard', theme, ALL);

    await page.goto('/sales');
    await expect(page.getByTestId('sales').getByRole('row').nth(2)).toBeVisible();
    await shoot(page, 'sales', theme, ALL);
    await page.getByTestId('sales').getByRole('row').nth(1).getByRole('button').click();
    await expect(page.getByTestId('order-total')).toBeVisible();
    await shoot(page, 'sale', theme, ENDS);

    for (const [name, address, sizes] of [
      ['products', '/menu', ALL],
      ['categories', '/categories', ['1366x768']],
      ['modifier-groups', '/modifier-groups', ['1366x768']],
      ['stations', '/stations', ['1366x768']],
      ['outlets', '/outlets', ENDS],
      ['staff', '/staff', ENDS],
      ['settings', '/settings', ENDS],
      ['security', '/security', ['1366x768']],
      ['subscription', '/subscription', ['1366x768']],
    ] as [string, string, Size[]][]) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await shoot(page, name, theme, sizes);
    }

    await page.goto('/settings');
    await page.getByTestId('tax-example').scrollIntoViewIfNeeded();
    await shoot(page, 'settings-taxes', theme, ['1366x768']);

    await page.goto('/menu');
    await page.getByRole('row').nth(1).getByRole('button').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(page, 'product', theme, ENDS);

    await page.goto('/menu/import');
    const csv =
      'nama,kategori,harga,sku\nEs Kopi Kelapa,Kopi,29000,KOP-31\nKopi Rempah,Kopi,dua puluh,KOP-32\n';
    const file = { name: 'menu-baru.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByTestId('import-preview')).toBeVisible();
    await shoot(page, 'import', theme, ENDS);
  });

  test(`businesses, ${theme}`, async ({ openAs }) => {
    const page = await openAs(superAdmin, '/admin/tenants');
    await choose(page, theme);
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await shoot(page, 'businesses', theme, ENDS);
  });
}

test('all pictures together stay small', () => {
  const total = fs
    .readdirSync(FOLDER)
    .reduce((sum, name) => sum + fs.statSync(path.join(FOLDER, name)).size, 0);
  expect(total).toBeLessThan(LARGEST_TOTAL_BYTES);
});
