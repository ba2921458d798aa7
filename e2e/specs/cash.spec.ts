import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { rupiah } from '../support/till';
import { expect, test } from '../support/test';

interface Report {
  expectedCash: number;
  flags: string[];
  movements: { direction: string; amount: number; reason: string; overdrawn: boolean }[];
}

let tenant: Tenant;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Laci');
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
});

const reportOf = async (): Promise<Report> => {
  const [shift] = await call<{ id: string }[]>('GET', '/shifts', undefined, tenant.token);
  return call('GET', `/shifts/${shift?.id}/report`, undefined, tenant.token);
};

test('F-19 CASH-01 cash goes in and out with a reason; beyond the drawer it is asked once more and marked', async ({
  openAs,
}) => {
  const page = await openAs(cashier, '/till');
  const tool = page.getByRole('button', { name: 'Kas masuk/keluar' });
  await expect(page.getByRole('button', { name: 'Buka kasir' })).toBeVisible();
  await expect(tool).toBeHidden();
  await page.getByRole('button', { name: 'Buka kasir' }).click();
  await page.getByLabel('Modal awal').fill('100000');
  await page.getByRole('dialog').getByRole('button', { name: 'Buka kasir' }).click();

  const dialog = page.getByRole('dialog', { name: 'Kas masuk/keluar' });
  const record = async (amount: string, reason: string) => {
    await tool.click();
    await dialog.getByLabel('Jumlah').fill(amount);
    await dialog.getByLabel('Alasan').fill(reason);
  };
  await record('40000', 'Beli es batu');
  await dialog.getByRole('button', { name: 'Catat kas keluar' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`${rupiah(40_000)} tercatat`)).toBeVisible();

  await record('75000', 'Bayar galon');
  await dialog.getByRole('button', { name: 'Catat kas keluar' }).click();
  const question = page.getByRole('dialog', { name: 'Lebih banyak daripada isi laci' });
  await expect(question).toContainText(rupiah(75_000));
  await expect(question).not.toContainText(rupiah(60_000));
  await expectAccessible(page, 'the question about the drawer');
  await question.getByRole('button', { name: /^(Batal|Kembali)/ }).click();
  expect((await reportOf()).movements).toHaveLength(1);
  await expect(dialog.getByLabel('Jumlah')).toHaveValue('75.000');

  await dialog.getByRole('button', { name: 'Catat kas keluar' }).click();
  await question.getByRole('button', { name: `Ya, catat ${rupiah(75_000)}` }).click();
  await expect(dialog).toBeHidden();
  expect(await reportOf()).toMatchObject({
    expectedCash: -15_000,
    flags: ['overdrawn'],
    movements: [
      { amount: 40_000, overdrawn: false },
      { amount: 75_000, reason: 'Bayar galon', overdrawn: true },
    ],
  });

  await record('20000', 'Tambah uang kecil');
  await dialog.getByText('Kas masuk', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Catat kas masuk' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Tutup kasir' }).click();
  const sheet = page.getByRole('dialog', { name: 'Tutup kasir' });
  await sheet.getByText('Jumlah saja', { exact: true }).click();
  await sheet.getByLabel('Terhitung').fill('5000');
  await sheet.getByRole('button', { name: 'Tutup kasir' }).click();
  await expect(sheet).toContainText('Kas keluar pernah melebihi isi laci');
});

test('F-19 WEB-02 the till’s head holds its buttons on a phone', async ({ openAs }) => {
  const other = await addStaff(tenant, 'CASHIER', 'Rina Kecil');
  await call('POST', '/shifts/open', { outletId: tenant.outletId, openingFloat: 1_000 }, other.token);
  const page = await openAs(other, '/till');
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.getByRole('button', { name: 'Kas masuk/keluar' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Tutup kasir' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
