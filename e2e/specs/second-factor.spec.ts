import { createHmac } from 'node:crypto';
import { addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { stockMenu } from '../support/menu';
import { till } from '../support/till';
import { expect, test } from '../support/test';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator shows for a secret, some steps from now (RFC 6238). */
function codeOf(secret: string, steps = 0): string {
  const bits = [...secret.replace(/\s/g, '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('AUTH-03 AUTH-04 an owner sets up a second factor, keeps the codes, and is asked for one at the next sign-in', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 401', 'status of 422');
  const owner = await registerTenant('Kedai Aman');
  const page = await openAs(owner, '/');
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('link', { name: 'Keamanan akun' }).click();
  await expect(page.getByRole('heading', { name: 'Sesi', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Aktifkan' }).click();
  await expect(page.getByRole('img', { name: 'Kode QR untuk aplikasi autentikator' })).toBeVisible();
  await expectAccessible(page, 'set-up of the second factor');
  const secret = await page.getByTestId('secret').innerText();
  await page.getByLabel('Kode enam angka').fill('000000');
  await page.getByRole('button', { name: 'Aktifkan' }).click();
  await expect(page.getByRole('alert')).toContainText('tidak cocok atau sudah dipakai');
  await page.getByLabel('Kode enam angka').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Aktifkan' }).click();
  const listed = page.getByTestId('recovery-codes').getByRole('listitem');
  await expect(listed).toHaveCount(10);
  const codes = await listed.allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await expectAccessible(page, 'recovery codes');
  await expect(page.getByRole('button', { name: 'Selesai' })).toBeDisabled();
  await page.getByLabel('Kode sudah saya simpan di tempat aman').check();
  await page.getByRole('button', { name: 'Selesai' }).click();
  await expect(page.getByText('Sisa kode pemulihan: 10 dari 10.')).toBeVisible();

  await page.getByRole('button', { name: 'Buat kode pemulihan baru' }).click();
  const proof = page.getByRole('dialog');
  await proof.getByLabel(/^Kata sandi/).fill(owner.password);
  await proof.getByLabel(/^Kode dari aplikasi/).fill(codes.pop() ?? '');
  await proof.getByRole('button', { name: 'Buat kode pemulihan baru' }).click();
  await expect(listed).toHaveCount(10);
  const renewed = await listed.allInnerTexts();
  expect(renewed.filter((one) => codes.includes(one))).toEqual([]);
  await page.getByLabel('Kode sudah saya simpan di tempat aman').check();
  await page.getByRole('button', { name: 'Selesai' }).click();

  await page.getByRole('link', { name: 'Kembali' }).click();
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();
  const signIn = async () => {
    await page.getByRole('textbox', { name: 'Email' }).fill(owner.email);
    await page.getByLabel(/^Kata sandi/).fill(owner.password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Masukkan kode' })).toBeVisible();
  };
  await signIn();
  await expectAccessible(page, 'code of the second factor');
  await page.getByLabel('Kode enam angka').fill('000000');
  await expect(page.getByRole('alert')).toContainText('Kode salah atau sudah dipakai');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Masuk', exact: true })).toBeVisible();
  await signIn();
  await page.getByRole('button', { name: 'Pakai kode pemulihan' }).click();
  await page.getByLabel('Kode pemulihan').fill(renewed[0] ?? '');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Akun Anda' })).toBeVisible();
});

test('AUTH-03 who must have a second factor is led to it and to nothing else', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 403');
  const owner = await registerTenant('Kedai Wajib');
  await stockMenu(owner);
  const cashier = await addStaff(owner, 'CASHIER', 'Budi Santoso');
  await call('PATCH', '/settings', { requireTwoFactor: ['CASHIER'] }, owner.token);
  const page = await openAs(cashier, '/till');
  await expect(page).toHaveURL(/\/security$/);
  await expect(page.getByRole('status').first()).toContainText('mewajibkan verifikasi dua langkah');
  await expect(page.getByRole('heading', { name: 'Sesi', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Aktifkan' }).click();
  const secret = await page.getByTestId('secret').innerText();
  await page.getByLabel('Kode enam angka').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Aktifkan' }).click();
  await page.getByLabel('Kode sudah saya simpan di tempat aman').check();
  await page.getByRole('button', { name: 'Selesai' }).click();
  await expect(till(page).product('Teh Tarik')).toBeVisible();
});

test('AUTH-02 two cashiers share a registered device: a tap, six digits, and each finds their own order', async ({
  openAs,
  consoleGuard,
}) => {
  consoleGuard.allow('status of 401');
  const owner = await registerTenant('Kedai Dua');
  await stockMenu(owner);
  for (const [name, pin] of [
    ['Budi Santoso', '735190'],
    ['Sari Dewi', '284617'],
  ] as const) {
    const person = await addStaff(owner, 'CASHIER', name);
    const list = await call<{ id: string; email: string }[]>('GET', '/users', undefined, owner.token);
    const { id } = list.find(({ email }) => email === person.email)!;
    await call('PATCH', `/users/${id}`, { pin }, owner.token);
  }
  const page = await openAs(owner, '/terminals');
  await page.getByRole('button', { name: 'Daftarkan perangkat ini' }).first().click();
  await page.getByLabel('Nama perangkat').fill('Kasir depan');
  await page.getByRole('dialog').getByRole('button', { name: 'Daftarkan', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Perangkat ini' })).toBeVisible();
  await expectAccessible(page, 'devices');
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Keluar' }).click();

  await expect(page.getByRole('heading', { name: 'Siapa yang bertugas?' })).toBeVisible();
  await expectAccessible(page, 'names of a device');
  const at = till(page);
  await page.getByRole('button', { name: 'Budi Santoso' }).click();
  await expectAccessible(page, 'PIN');
  await page.keyboard.type('111222');
  await expect(page.getByText('PIN salah')).toBeVisible();
  await page.keyboard.type('735190');
  await at.product('Teh Tarik').click();
  await expect(at.basket).toContainText('Teh Tarik');
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Ganti kasir' }).click();

  await page.getByRole('button', { name: 'Sari Dewi' }).click();
  for (const digit of '284617') await page.getByRole('button', { name: digit, exact: true }).click();
  await expect(at.product('Teh Tarik')).toBeVisible();
  await expect(at.basket).not.toContainText('Teh Tarik');
  await page.getByRole('button', { name: 'Akun Anda' }).click();
  await page.getByRole('button', { name: 'Ganti kasir' }).click();
  await page.getByRole('button', { name: 'Budi Santoso' }).click();
  await page.keyboard.type('735190');
  await expect(at.basket).toContainText('Teh Tarik');
});

test('AUTH-10 a key is made, shown once, used and revoked', async ({ openAs, request }) => {
  const owner = await registerTenant('Kedai Kunci');
  const page = await openAs(owner, '/api-keys');
  await page.getByRole('button', { name: 'Buat kunci' }).first().click();
  await page.getByLabel('Nama').fill('Toko daring');
  await page.getByLabel('Melihat outlet').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Buat kunci' }).click();
  const key = await page.getByTestId('api-key').innerText();
  await expectAccessible(page, 'a new key');
  await page.getByRole('button', { name: 'Selesai' }).click();
  const outlets = () => request.get('/api/v1/outlets', { headers: { 'X-Api-Key': key } });
  expect((await outlets()).status()).toBe(200);
  await expect(page.getByText(key)).toBeHidden();
  await page.getByRole('button', { name: 'Cabut kunci “Toko daring”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cabut', exact: true }).click();
  await expect(page.getByText('Belum ada kunci')).toBeVisible();
  expect((await outlets()).status()).toBe(401);
});
