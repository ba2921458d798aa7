import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { stockMenu } from '../support/menu';
import { pressUntil, readTotal, till } from '../support/till';
import { expect, test } from '../support/test';

const PIN = '482915';
let tenant: Tenant;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Fajar');
  await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
  const supervisor = await addStaff(tenant, 'SUPERVISOR', 'Sri Lestari');
  const staff = await call<{ id: string; email: string }[]>('GET', '/users', undefined, tenant.token);
  const { id } = staff.find(({ email }) => email === supervisor.email)!;
  await call('PATCH', `/users/${id}`, { pin: PIN }, tenant.token);
});

test('T-09 F-43 SELL-08 a discount above the limit: the supervisor’s PIN on the same screen, by touch', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('403');
  const page = await openAs(cashier, '/till', { viewport: { width: 1024, height: 768 }, hasTouch: true });
  const at = till(page);
  await at.product('Teh Tarik').tap();
  const before = await readTotal(page);
  await at.basket.getByRole('button', { name: /^Diskon/ }).tap();
  const discount = page.getByRole('dialog', { name: 'Diskon pesanan' });
  await discount.getByRole('button', { name: '50%', exact: true }).tap();
  await discount.getByRole('button', { name: 'Terapkan' }).tap();

  const approval = page.getByRole('dialog', { name: 'Minta persetujuan' });
  await expect(approval.getByRole('radio', { name: 'Sri Lestari' })).toBeChecked();
  await expectAccessible(page, 'approval');
  for (const digit of '482916') await approval.getByRole('button', { name: digit, exact: true }).tap();
  await expect(approval.getByRole('alert')).toContainText('Perlu persetujuan');
  for (const digit of PIN) await approval.getByRole('button', { name: digit, exact: true }).tap();
  await expect(approval).toBeHidden();
  await expect(discount).toBeHidden();
  expect(await readTotal(page)).toBeLessThan(before);

  await at.pay.tap();
  await at.takeExact.tap();
  await expect(at.done).toBeVisible();
  const log = await call<{ action: string; after: { approvedByName: string } }[]>(
    'GET',
    '/audit-log?action=order.discount',
    undefined,
    tenant.token,
  );
  expect(log[0]?.after.approvedByName).toBe('Sri Lestari');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toContain(PIN);
});

test('T-09 F-05 SELL-08 voiding what was sent: reason and PIN on the same screen, by keyboard', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('403');
  const page = await openAs(cashier, '/till');
  const at = till(page);
  await at.product('Teh Tarik').click();
  await at.basket.getByPlaceholder('Nomor meja atau nama').fill('9');
  await at.basket.getByRole('button', { name: /^Kirim ke dapur/ }).click();
  await expect(at.basket.getByText('Pesanan masih kosong')).toBeVisible();
  await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
  await page.getByRole('button', { name: /Meja 9/ }).click();
  await at.basket.getByRole('button', { name: 'Batalkan Teh Tarik' }).click();
  const voiding = page.getByRole('dialog', { name: 'Batalkan Teh Tarik' });
  await voiding.getByRole('textbox').fill('Salah pesan');
  await pressUntil(page, 'Enter', () => expect(page.getByLabel('PIN-nya')).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.type(PIN);
  await expect(page.getByText(/Pesanan \S+ dibatalkan/)).toBeVisible();
  await expect(voiding).toBeHidden();
});
