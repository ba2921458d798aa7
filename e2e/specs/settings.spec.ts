import { registerTenant } from '../support/api';
import { expect, test } from '../support/test';

test('T-27 settings offer the payment methods that the till can take, and no other', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Bayar'), '/settings');
  const methods = page.getByRole('group', { name: 'Cara bayar' });
  await expect(methods.getByRole('checkbox')).toHaveCount(5);
  for (const name of ['Tunai', 'QRIS', 'Kartu', 'Transfer', 'Dompet digital']) {
    await expect(methods.getByRole('checkbox', { name, exact: true })).toBeChecked();
  }
});

test('T-37 while taxes are changed the settings show what Rp100.000 will become', async ({ openAs }) => {
  const page = await openAs(await registerTenant('Kedai Pajak'), '/settings');
  const example = page.getByTestId('tax-example');
  await expect(example).toContainText('Rp100.000 menjadi Rp110.000');
  await expect(example).toContainText('PB1 Rp10.000');
  await page.getByLabel('Harga sudah termasuk pajak ini').click();
  await expect(example).toContainText('Rp100.000 menjadi Rp100.000');
  await expect(example).toContainText('PB1 Rp9.091');
});
