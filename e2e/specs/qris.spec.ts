import { decodeQris } from '@meja/domain';
import { SAMPLE_QRIS } from '@meja/domain/shop';
import { expectAccessible } from '../support/axe';
import { registerTenant } from '../support/api';
import { photographCode, readCode } from '../support/codes';
import { hire } from '../support/crew';
import { stockMenu } from '../support/menu';
import { rupiah, scan, till } from '../support/till';
import { expect, test } from '../support/test';

test('PAY-02 BEY-04 T-64 T-65 a printed code is photographed, shown with the amount at the till, and ticked off in the evening', async ({
  openAs,
}) => {
  const tenant = await registerTenant('Kedai Contoh');
  await stockMenu(tenant);
  const office = await openAs(tenant, '/outlets');
  await office.getByRole('button', { name: 'Pusat' }).click();
  const sheet = office.getByRole('dialog', { name: 'Pusat' });
  const tampered = await photographCode(SAMPLE_QRIS.replace('KEDAI', 'KADAI'));
  await sheet.getByTestId('qris-picture').setInputFiles(tampered);
  await expect(sheet.getByRole('alert')).toContainText('angka pemeriksanya tidak cocok');
  await sheet.getByTestId('qris-picture').setInputFiles(await photographCode(SAMPLE_QRIS));
  const found = sheet.getByTestId('qris-found');
  await expect(found).toContainText('KEDAI CONTOH');
  await expect(found).toContainText('JAKARTA');
  await expect(found).toContainText('ID1020000000001');
  await expectAccessible(office, 'a code that was found');
  await found.getByRole('button', { name: 'Pakai kode ini' }).click();
  await expect(sheet.getByTestId('qris-kept')).toContainText('KEDAI CONTOH');

  const { person, sold } = await hire(tenant);
  const page = await openAs(person, '/till', { viewport: { width: 390, height: 844 } });
  const at = till(page);
  await at.product('Teh Tarik').click();
  await page
    .getByRole('button', { name: /^Bayar/ })
    .first()
    .click();
  await page.getByRole('radio', { name: 'QRIS' }).click();
  const received = page.getByTestId('qris-received');
  await expect(received).toContainText(rupiah(19_800));
  const picture = page.getByRole('img', { name: /^Kode QRIS KEDAI CONTOH/ });
  await expect.poll(async () => readCode(await picture.screenshot())).not.toBeNull();
  const shown = decodeQris((await readCode(await picture.screenshot()))!);
  expect(shown).toMatchObject({
    ok: true,
    code: { isDynamic: true, amount: 19_800, nmid: 'ID1020000000001' },
  });
  await expect(page.getByText('Belum dikonfirmasi bank').first()).toBeVisible();
  await expectAccessible(page, 'QRIS at the till');

  // Neither a scan nor a stray Enter says that money came.
  await scan(page, '8991234567898');
  await page.keyboard.press('Enter');
  await expect(received).toBeVisible();
  expect(await sold()).toEqual([]);
  await received.dblclick();
  await expect(at.done).toBeVisible();
  await expect(at.receipt).toContainText('Belum dikonfirmasi bank');
  await expect.poll(sold).toHaveLength(1);

  await office.goto('/qris');
  await expect(office.getByTestId('qris-sums')).toContainText(rupiah(19_800));
  await expectAccessible(office, 'the day’s payments by QRIS');
  await office.getByRole('button', { name: 'Ada di mutasi' }).click();
  await expect(office.getByTestId('qris-sums')).toContainText('Semua sudah cocok');
  await office.getByText('Semua', { exact: true }).click();
  await expect(office.getByText(/^Ditandai Rina Wulandari/)).toBeVisible();
});
