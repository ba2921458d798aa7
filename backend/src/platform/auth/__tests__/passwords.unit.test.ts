import { COMMON_PASSWORD_COUNT } from '../common-passwords';
import { generatePassword, hashPassword, passwordIssue, verifyPassword } from '../passwords';

describe('passwords', () => {
  test('AUTH-05 the list of common passwords has at least 3,000 words', () => {
    expect(COMMON_PASSWORD_COUNT).toBeGreaterThanOrEqual(3_000);
  });

  test.each([
    'password1234',
    'Password123!',
    'rahasia12345',
    'Bismillah2024!',
    'indonesiaraya',
    'akusayangkamu',
    'sayangsayang',
    'qwertyuiopas',
    '123456789012',
    '1q2w3e4r5t6y',
    'aaaaaaaaaaaa',
    'abcdabcdabcd',
  ])('AUTH-05 refuses the common password %s', (password) => {
    expect(passwordIssue(password)).toBe('common');
  });

  test.each([
    'kopi-tubruk-hangat-71',
    'Sup3r-Secret-Pass!',
    'hujan sore di teras rumah',
    'öñß 日本語のパスワード帳',
  ])('AUTH-05 takes %s', (password) => {
    expect(passwordIssue(password, ['Kedai Senja', 'rina@contoh.test'])).toBeNull();
  });

  test('AUTH-05 counts characters: 11 are too few, 12 and 128 are not, 129 are too many', () => {
    const of = (length: number) => 'xk7 vq2 '.repeat(20).slice(0, length - 1) + '§';
    expect(passwordIssue(of(11))).toBe('too_short');
    expect(passwordIssue(of(12))).toBeNull();
    expect(passwordIssue(of(128))).toBeNull();
    expect(passwordIssue(of(129))).toBe('too_long');
  });

  test('AUTH-05 refuses the business name, the e-mail and its local part, with little added', () => {
    const names = ['Kedai Senja Indah', 'rina.wulandari@contoh.test'];
    expect(passwordIssue('kedaisenjaindah', names)).toBe('personal');
    expect(passwordIssue('Kedai-Senja-Indah-1', names)).toBe('personal');
    expect(passwordIssue('Rina.Wulandari99', names)).toBe('personal');
    expect(passwordIssue('rina.wulandari@contoh.test', names)).toBe('personal');
  });

  test('AUTH-05 every character of a long password counts, also beyond 72 bytes and after NUL', async () => {
    const long = 'a1'.repeat(50);
    const hash = await hashPassword(`${long}x`);
    expect(await verifyPassword(`${long}x`, hash)).toBe(true);
    expect(await verifyPassword(`${long}y`, hash)).toBe(false);
    expect(await verifyPassword(long, hash)).toBe(false);
    expect(await verifyPassword('ab\0cd', await hashPassword('ab\0ce'))).toBe(false);
  });

  test('AUTH-08 no password fits where there is no account', async () => {
    expect(await verifyPassword('kopi-tubruk-hangat-71', null)).toBe(false);
  });

  test('AUTH-05 a generated password passes the rules and does not repeat', () => {
    const made = new Set(Array.from({ length: 200 }, generatePassword));
    expect(made.size).toBe(200);
    for (const password of made) expect(passwordIssue(password)).toBeNull();
  });
});
