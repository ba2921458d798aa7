import { expect, test } from 'vitest';
import { emailForms, readEmail } from '..';

const same = [
  'rina@contoh.test',
  '  Rina@Contoh.TEST ',
  'ｒｉｎａ＠ｃｏｎｔｏｈ．ｔｅｓｔ',
  'rina@contoh。test',
  '𝐫𝐢𝐧𝐚@contoh.test',
  '\u00a0rina@contoh.test\u3000',
];
test.each(same)('F-49 “%s” is rina@contoh.test', (given) => {
  expect(readEmail(given)).toEqual({ email: 'rina@contoh.test' });
});

test('F-49 names in any one script are addresses, their domains as the DNS has them', () => {
  expect(readEmail('josé@contoh.test')).toEqual({ email: 'josé@contoh.test' });
  expect(readEmail('jose\u0301@contoh.test')).toEqual({ email: 'josé@contoh.test' });
  expect(readEmail('иван@пример.test')).toEqual({ email: 'иван@xn--e1afmkfd.test' });
  expect(readEmail('たなか花子@例え.test')).toEqual({ email: 'たなか花子@xn--r8jz45g.test' });
  expect(readEmail('sapa+warung_1@bücher.test')).toEqual({ email: 'sapa+warung_1@xn--bcher-kva.test' });
  expect(readEmail("o'neil.x-y/z=1@a-b.co.id")).toEqual({ email: "o'neil.x-y/z=1@a-b.co.id" });
});

const deceiving = [
  'rin\u0430@contoh.test',
  'rina@cont\u043eh.test',
  'r\u0131na@contoh.test',
  'ri\u0307na@contoh.test',
  'rin\u0251@contoh.test',
  'rina\u200b@contoh.test',
  '\ufeffrina@contoh.test',
  'rina@con\u00adtoh.test',
  'rina@contoh\u2060.test',
  'ri\u202ena@contoh.test',
  'rina\u03bf@contoh.test',
];
test.each(deceiving)('F-49 “%s” is refused: it looks like another', (given) => {
  expect(readEmail(given)).toEqual({ issue: 'deceptive_email' });
});

const wrong = [
  '',
  'rina',
  '@contoh.test',
  'rina@',
  'rina@contoh',
  'rina@contoh..test',
  'rina@contoh.test.',
  'rina@-contoh.test',
  'rina@127.0.0.1',
  'rina@0x7f.1',
  'rina@[::1]',
  'ri na@contoh.test',
  'ri\nna@contoh.test',
  'rina@contoh.test/x',
  'rina@a@contoh.test',
  'rina@xn--contoh-.test',
  '⑴@contoh.test',
  `${'a'.repeat(65)}@contoh.test`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.test`,
];
test.each(wrong)('F-49 “%s” is no address', (given) => {
  expect(readEmail(given)).toEqual({ issue: 'invalid_email' });
});

test('F-49 an account of old is found as it was kept', () => {
  expect(emailForms(' Rina@Contoh.test')).toEqual(['rina@contoh.test']);
  expect(emailForms('Rin\u0430@Contoh.test')).toEqual(['rin\u0430@contoh.test']);
  expect(emailForms('ｒina@Contoh.test')).toEqual(['rina@contoh.test', 'ｒina@contoh.test']);
});
