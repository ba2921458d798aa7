import { addStaff, type Person, registerTenant, type Tenant } from '../support/api';
import { stockMenu } from '../support/menu';
import { superAdmin } from '../support/settings';
import { expect, test } from '../support/test';
import { till, typeByHand } from '../support/till';

let tenant: Tenant;
let cashier: Person;
test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Kabar');
  await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi');
});

test('SAAS-07 what the service announces is on till and office within seconds, hides nothing, and is put away for good', async ({
  openAs,
}) => {
  const text = 'Pemeliharaan malam ini pukul 02.00.';
  const at = till(await openAs(cashier, '/till'));
  const sale = at.pay.page();
  const office = await openAs(tenant, '/dashboard');
  await expect(office.getByTestId('headline')).toBeVisible();
  await expect(at.product('Teh Tarik')).toBeVisible();

  const admin = await openAs(superAdmin, '/admin/announcements');
  await admin.getByRole('button', { name: 'Buat pengumuman' }).first().click();
  const sheet = admin.getByRole('dialog', { name: 'Buat pengumuman' });
  for (const [name, said] of [
    ['Teks (Indonesia)', text],
    ['Teks (Inggris)', 'Maintenance tonight at 2 a.m.'],
  ] as const) {
    await sheet.getByRole('textbox', { name }).click();
    await typeByHand(admin, said);
  }
  await expect(sheet.getByTestId('preview')).toContainText(text);
  await sheet.getByRole('combobox', { name: /^Untuk usaha/ }).selectOption({ label: 'Usaha tertentu' });
  await sheet.getByLabel('Cari usaha atau email pemilik').click();
  await typeByHand(admin, 'Kedai Kabar');
  await sheet
    .getByRole('button', { name: /Kedai Kabar/ })
    .first()
    .click();
  await sheet.getByRole('button', { name: 'Umumkan' }).click();
  await expect(admin.getByTestId('announcement').first()).toContainText('Tampil');

  await expect(office.getByTestId('news')).toContainText(text);
  const button = sale.getByRole('button', { name: /^Kabar dari Meja/ });
  await expect(button).toBeVisible();
  // Nothing moved and nothing lies over it.
  await at.product('Teh Tarik').click();
  await at.pay.click({ trial: true });
  await button.click();
  const dialog = sale.getByRole('dialog', { name: 'Kabar dari Meja' });
  await expect(dialog).toContainText(text);
  await dialog.getByRole('button', { name: 'Mengerti' }).click();
  await expect(button).toHaveCount(0);
  await sale.reload();
  await expect(at.product('Teh Tarik')).toBeVisible();
  await expect(button).toHaveCount(0);
  await expect(office.getByTestId('news')).toContainText(text);

  await admin.getByTestId('announcement').first().getByRole('button', { name: 'Akhiri' }).click();
  await admin
    .getByRole('dialog', { name: 'Akhiri pengumuman ini?' })
    .getByRole('button', { name: 'Akhiri' })
    .click();
  await expect(office.getByTestId('news')).toHaveCount(0);
});
