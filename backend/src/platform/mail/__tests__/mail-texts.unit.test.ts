import { LANGUAGES } from '@meja/domain';
import { MAIL_NAMES, renderMail } from '..';
import { MAIL_TEXTS } from '../mail.texts';
import type { MailName, MailValues } from '../mail.types';

const VALUES: MailValues = {
  name: 'Rina <b>"Kopi"</b>',
  business: 'Kedai & Senja',
  inviter: 'Budi',
  role: { id: 'Kasir', en: 'Cashier' },
  email: 'baru@contoh.test',
  number: 'INV-2027-000012',
  amount: { id: 'Rp149.000', en: 'Rp149,000' },
  date: { id: '1 Mei 2027', en: '1 May 2027' },
  what: { id: 'Paket Dasar', en: 'Plan Basic' },
  addOn: { id: 'Outlet tambahan', en: 'Extra outlet' },
};
const mail = (name: MailName, language: 'id' | 'en', values: MailValues = VALUES) =>
  renderMail(
    { id: '0190', name, language, recipient: 'rina@contoh.test' },
    { values, path: '/reset#kunci-rahasia' },
  );
const all = MAIL_NAMES.flatMap((name) => LANGUAGES.map((language) => [name, language] as const));

describe('every mail in both languages', () => {
  test.each(all)('INT-03 %s (%s) says all it has to, in HTML and in plain text', (name, language) => {
    const { subject, html, plain } = mail(name, language);
    const texts = MAIL_TEXTS[name];
    expect(subject.length).toBeGreaterThan(8);
    expect(subject.length).toBeLessThan(70);
    for (const text of [subject, html.replace(/<style>.*?<\/style>/s, ''), plain]) {
      expect(text).not.toMatch(/[{}]|undefined|\[object/);
    }
    expect(html).toContain(`<html lang="${language}">`);
    const said = [...texts.lines, ...texts.after].map((text) => text[language].split('{')[0]!);
    for (const start of said) expect(plain).toContain(start);
    for (const text of [html, plain]) {
      expect(text.includes('http://localhost:8080/reset#kunci-rahasia')).toBe(Boolean(texts.button));
    }
    // A mail fetches nothing and runs nothing.
    expect(html).not.toMatch(/<(?:script|img|link|iframe)|url\(/i);
  });

  test.each(MAIL_NAMES)('INT-03 the two languages of %s differ in every sentence', (name) => {
    const { subject, lines, after, button } = MAIL_TEXTS[name];
    for (const text of [subject, ...lines, ...after, ...(button ? [button] : [])])
      expect(text.id).not.toBe(text.en);
  });
});

test('INT-03 a name is text: no markup, no header of its own, and no link', () => {
  const evil = 'Bank\r\nBcc: a@b.test <a href="x">https://evil.example/a</a>';
  const { subject, html, plain } = mail('staff_invitation', 'id', {
    ...VALUES,
    business: evil,
    inviter: evil,
  });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<a href="x">');
  for (const text of [html, plain]) expect(text).not.toMatch(/https?:\/\/evil|evil\.example|a@b\.test/);
});

test('INT-03 an address that was checked is shown as it is', () => {
  expect(mail('email_changed', 'en').plain).toContain('now uses baru@contoh.test.');
});
