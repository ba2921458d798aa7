import type { Locator, Page } from '@playwright/test';
import { type Tenant, addStaff, call, registerTenant } from '../support/api';
import { hire } from '../support/crew';
import { type Menu, stockMenu } from '../support/menu';
import { atTheMoment, pressUntil, readTotal, rupiah, scan, till, typeByHand } from '../support/till';
import { expect, test } from '../support/test';

const BARCODE = '8991234567898';
let tenant: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Terburu');
  menu = await stockMenu(tenant);
  await call('PATCH', `/products/${menu.tea}`, { barcode: BARCODE }, tenant.token);
});

/** One tea: Rp18.000 and PB1 of 10 %, Rp19.800. */
async function addTea(page: Page): Promise<ReturnType<typeof till>> {
  const at = till(page);
  await at.product('Teh Tarik').click();
  await expect(at.product('Teh Tarik').getByText('1', { exact: true })).toBeVisible();
  return at;
}

async function spotOf(target: Locator): Promise<[number, number]> {
  const box = (await target.boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height / 2];
}

for (const gap of [120, 250, 450]) {
  test(`T-01 a double tap of ${gap} ms on «Bayar» on a phone opens the payment and sells nothing`, async ({
    openAs,
  }) => {
    const { person, sold } = await hire(tenant);
    const page = await openAs(person, '/till', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await till(page).product('Teh Tarik').tap();
    const pay = page.getByRole('button', { name: /^Bayar/ }).first();
    await expect(pay).toContainText(rupiah(19_800));
    const spot = await spotOf(pay);
    await page.touchscreen.tap(...spot);
    const opened = Date.now();
    await expect.poll(() => Date.now() - opened, { intervals: [5] }).toBeGreaterThanOrEqual(gap);
    await page.touchscreen.tap(...spot);
    await expect(till(page).due).toBeVisible();
    await expect(page.getByTestId('noted')).toBeHidden();
    await expect(till(page).done).toBeHidden();
    expect(await sold()).toEqual([]);
    // What lies where «Bayar» was settles nothing, however often it is tapped.
    const under = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.dataset.testid ?? null,
      spot,
    );
    expect(['cash-exact', 'cash-confirm']).not.toContain(under);
  });
}

test('T-02 SELL-13 a scan while paying is no money, on the change it begins the next order, in a field it is no name', async ({
  openAs,
}) => {
  const { person, sold } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await page.keyboard.press('F4');
  await typeByHand(page, 'Bu Ani');
  await scan(page, BARCODE);
  await expect(page.locator('#till-label')).toHaveValue('Bu Ani');
  expect(await readTotal(page)).toBe(39_600);

  await at.pay.click();
  await expect(at.due).toHaveText(rupiah(39_600));
  await scan(page, BARCODE);
  await expect(page.getByText('Barang tidak ditambahkan: pembayaran sedang dibuka.')).toBeVisible();
  await expect(at.done).toBeHidden();
  await typeByHand(page, '50000');
  await expect(page.getByTestId('change-live')).toHaveText(rupiah(10_400));
  await page.keyboard.press('Enter');
  await expect(at.change).toHaveText(rupiah(10_400));
  await scan(page, BARCODE);
  await expect(at.done).toBeHidden();
  expect(await readTotal(page)).toBe(19_800);
  const [order, ...others] = await sold();
  expect(others).toEqual([]);
  expect(order?.payments).toMatchObject([{ method: 'CASH', amount: 39_600, tendered: 50_000 }]);
});

test('T-02 absurd cash is asked back, with the harmless answer under Enter', async ({ openAs }) => {
  const { person, sold } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await expect(at.due).toBeVisible();
  await typeByHand(page, '2000000');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: `Uang diterima ${rupiah(2_000_000)}?` });
  await expect(question).toBeVisible();
  await pressUntil(page, 'Enter', () => expect(question).toBeHidden({ timeout: 300 }));
  await expect(at.done).toBeHidden();
  expect(await sold()).toEqual([]);
});

test('T-03 T-20 cash that falls short is noted as a part; the next Enter settles nothing', async ({
  openAs,
}) => {
  const { person, sold } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await expect(at.due).toBeVisible();
  await typeByHand(page, '10000');
  await expect(page.getByTestId('short')).toHaveText(rupiah(9_800));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('noted')).toContainText(rupiah(10_000));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(at.due).toHaveText(rupiah(9_800));
  await expect(at.done).toBeHidden();
  expect(await sold()).toEqual([]);
  await typeByHand(page, '10000');
  await page.keyboard.press('Enter');
  await expect(at.change).toHaveText(rupiah(200));
});

test('T-04 a second Enter leaves change and struk; they can be had again until the next sale is paid', async ({
  openAs,
}) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await expect(at.due).toBeVisible();
  await typeByHand(page, '20000');
  const second = atTheMoment(page, { shown: 'change' }, { key: 'Enter' });
  await page.keyboard.press('Enter');
  await second;
  await expect(at.change).toHaveText(rupiah(200));
  await pressUntil(page, 'Enter', () => expect(at.done).toBeHidden({ timeout: 300 }));
  const last = page.getByTestId('last-sale');
  await expect(last).toContainText(`kembalian ${rupiah(200)}`);
  await last.click();
  await expect(at.change).toHaveText(rupiah(200));
  await expect(at.receipt).toBeVisible();
});

test('T-18 a double click on «Pesanan baru» orders nothing of what lies beneath', async ({ openAs }) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
  const spot = await spotOf(at.newOrder);
  const rest = atTheMoment(page, { gone: 'change' }, { click: spot, times: 2 });
  await expect(async () => {
    if (await at.done.isVisible()) await at.newOrder.click({ timeout: 500 });
    await expect(at.done).toBeHidden({ timeout: 300 });
  }).toPass();
  await rest;
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
});

test('T-11 what was noted stands beside the total, and leaving says that it is at stake', async ({
  openAs,
}) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await expect(at.due).toBeVisible();
  await typeByHand(page, '10000');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('noted')).toBeVisible();
  // T-24: Back closes the sheet and stays on the till.
  await page.goBack();
  await expect(at.due).toBeHidden();
  await expect(at.basket.getByTestId('basket-noted')).toContainText('10.000');
  expect(await readTotal(page)).toBe(9_800);
  await at.basket.getByRole('button', { name: 'Kosongkan' }).click();
  const question = page.getByRole('dialog', { name: /Kosongkan/ });
  await expect(question).toContainText(`Tunai ${rupiah(10_000)} sudah diterima`);
  await question.getByRole('button', { name: 'Kembali' }).click();
  await page.getByRole('button', { name: 'Akun' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();
  const leaving = page.getByRole('dialog', { name: 'Keluar dari kasir?' });
  await expect(leaving).toContainText(`Tunai ${rupiah(10_000)} sudah diterima`);
  await leaving.getByRole('button', { name: 'Tetap di sini' }).click();
  expect(await readTotal(page)).toBe(9_800);
});

test('T-24 Back closes the sheet and not the till', async ({ openAs }) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  for (let round = 0; round < 2; round += 1) {
    await at.pay.click();
    await expect(at.due).toBeVisible();
    await page.goBack();
    await expect(at.due).toBeHidden();
    await expect(page).toHaveURL(/\/till/);
  }
});

test('T-14 T-15 F8, 100, Enter: the discount is on, and a bill of nothing is finished', async ({
  openAs,
}) => {
  const page = await openAs(tenant, '/till');
  const at = await addTea(page);
  await page.keyboard.press('F8');
  const dialog = page.getByRole('dialog', { name: 'Diskon pesanan' });
  await expect(dialog).toBeVisible();
  await typeByHand(page, '100');
  await pressUntil(page, 'Enter', () => expect(dialog).toBeHidden({ timeout: 300 }));
  await expect(at.total).toHaveText(rupiah(0));
  await at.pay.click();
  await at.takeExact.click();
  await expect(at.done).toBeVisible();
});

test('T-26 the reference of one payment is not carried to the next', async ({ openAs }) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  const at = await addTea(page);
  await at.pay.click();
  await page.getByRole('radio', { name: 'QRIS' }).click();
  await page.getByLabel('Nomor referensi').fill('QR-1');
  await page.getByLabel('Jumlah dibayar').fill('5000');
  await page.getByRole('button', { name: /^Catat sebagian/ }).click();
  await expect(page.getByTestId('noted')).toContainText(rupiah(5_000));
  await expect(page.getByLabel('Nomor referensi')).toHaveValue('');
});

test('T-06 a shift closes only with a count, and asks about a large difference by its amount', async ({
  openAs,
}) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  await call('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 300_000 }, person.token);
  await page.reload();
  await page.getByRole('button', { name: 'Tutup kasir' }).click();
  const sheet = page.getByRole('dialog', { name: 'Tutup kasir' });
  const close = sheet.getByRole('button', { name: 'Tutup kasir' });
  await close.click();
  await expect(sheet.getByText('Hitung dulu uang di laci').first()).toBeVisible();
  await sheet.getByText('Jumlah saja').or(sheet.getByText('Per jumlah')).first().click();
  await sheet.getByRole('textbox').fill('0');
  await close.click();
  const question = page.getByRole('dialog', { name: `Kurang ${rupiah(300_000)} dari catatan` });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Hitung lagi' }).click();
  await sheet.getByRole('textbox').fill('300000');
  await close.click();
  await expect(sheet.getByRole('status')).toBeVisible();
});

test('T-06 counted blind, nothing tells what should be there until the till is closed', async ({
  openAs,
}) => {
  const own = await registerTenant('Warung Buta');
  await call('PATCH', '/settings', { blindCount: true }, own.token);
  const person = await addStaff(own, 'CASHIER', 'Wati');
  await call('POST', '/shifts/open', { outletId: own.outletId, openingFloat: 300_000 }, person.token);
  const page = await openAs(person, '/till');
  await page.getByRole('button', { name: 'Tutup kasir' }).click();
  const sheet = page.getByRole('dialog', { name: 'Tutup kasir' });
  await sheet.getByText('Jumlah saja').or(sheet.getByText('Per jumlah')).first().click();
  await sheet.getByRole('textbox').fill('120000');
  await sheet.getByRole('button', { name: 'Tutup kasir' }).click();
  const question = page.getByRole('dialog', { name: `Ada ${rupiah(120_000)} di laci?` });
  await expect(question).toBeVisible();
  await expect(page.getByText(/180\.000|300\.000/)).toHaveCount(0);
  await question.getByRole('button', { name: `Tutup dengan ${rupiah(120_000)}` }).click();
  await expect(sheet.getByRole('status')).toContainText(rupiah(180_000));
});

test('T-17 on a phone «Tambah» brings the choice that is missing before the eyes and names it', async ({
  openAs,
}) => {
  const own = await registerTenant('Warung Ukuran');
  const ids = await stockMenu(own);
  await call(
    'PATCH',
    `/products/${ids.coffee}`,
    {
      variants: [
        { name: 'Kecil', price: 20_000 },
        { name: 'Besar', price: 25_000 },
      ],
    },
    own.token,
  );
  const page = await openAs(own, '/till', { viewport: { width: 390, height: 600 } });
  await till(page).product('Kopi Susu').click();
  const sheet = page.getByRole('dialog', { name: 'Kopi Susu' });
  await sheet.getByLabel('Catatan').scrollIntoViewIfNeeded();
  await sheet.getByRole('button', { name: /^Tambah Rp/ }).click();
  await expect(page.getByTestId('item-missing')).toHaveText('Pilih dulu: Varian.');
  await expect(sheet.getByRole('radio', { name: /Kecil/ })).toBeInViewport();
  await expect(sheet.getByRole('radio', { name: /Kecil/ })).toBeFocused();
});

for (const [width, height, least] of [
  [1366, 768, 35],
  [1024, 768, 18],
  [390, 844, 15],
] as const) {
  test(`T-33 ${least} tiles are seen at once on ${width}×${height}, each with its name and price`, async ({
    openAs,
  }) => {
    const own = await registerTenant('Toko Roti Banyak');
    for (let n = 1; n <= 40; n += 1) {
      await call('POST', '/products', { name: `Roti Sobek Isi ${n}`, price: 9_500 + n * 500 }, own.token);
    }
    await call('POST', '/products', { name: 'Cappuccino', price: 28_000 }, own.token);
    const page = await openAs(own, '/till', { viewport: { width, height } });
    // One word of a menu is not broken in two.
    const name = till(page).product('Cappuccino').getByText('Cappuccino');
    expect((await name.boundingBox())!.height).toBeLessThan(24);
    const tiles = page.getByRole('button', { name: /^(Roti Sobek Isi \d+|Cappuccino) Rp/ });
    await expect(tiles).toHaveCount(41);
    const seen = await tiles.evaluateAll((all) => {
      const bar =
        document.querySelector('[data-testid="till-bar"]')?.getBoundingClientRect().top ?? innerHeight;
      return all.filter((tile) => tile.getBoundingClientRect().bottom <= bar).length;
    });
    expect(seen).toBeGreaterThanOrEqual(least);
  });
}
