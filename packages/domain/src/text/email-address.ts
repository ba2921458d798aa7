/** What is wrong with an address of e-mail. */
export type EmailIssue = 'invalid_email' | 'deceptive_email';

/** Every way of writing that one word may be in; Japanese and Korean are written in several together. */
const SCRIPTS = [
  ['Hani', 'Hira', 'Kana'],
  ['Hani', 'Hang'],
  ['Hani', 'Bopo'],
  ...['Arab', 'Armn', 'Bali', 'Beng', 'Bugi', 'Cyrl', 'Deva', 'Ethi', 'Geor', 'Grek', 'Gujr', 'Guru', 'Hebr'],
  ...['Java', 'Khmr', 'Knda', 'Laoo', 'Mlym', 'Mymr', 'Orya', 'Sinh', 'Sund', 'Taml', 'Telu', 'Thaa', 'Thai'],
].map((names) => {
  const letters = [names].flat().map((name) => `\\p{Script=${name}}`);
  return new RegExp(`^(?:[0-9._+-]|(?!\\p{Script=Latin})[${letters.join('')}\\p{Script=Inherited}])+$`, 'u');
});
/** Latin letters that are no other's double: ASCII, and those with an accent of their own. */
const LATIN = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]$/;
const LATIN_WORDS = 'ßæøœđłþðħŋ';

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const LOCAL = /^[\p{L}\p{M}0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/u;
const LABEL = /^[\p{L}\p{M}0-9](?:[\p{L}\p{M}0-9-]{0,61}[\p{L}\p{M}0-9])?$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const LONGEST = 254;

const isLatin = (word: string): boolean =>
  [...word].every(
    (letter) =>
      LATIN.test(letter) ||
      LATIN_WORDS.includes(letter) ||
      (/^\p{Script=Latin}$/u.test(letter) && /^[a-z]\p{M}+$/u.test(letter.normalize('NFD'))),
  );
/** One word, one script: a Cyrillic `а` among Latin letters is another address that looks like this one. */
const isOneScript = (word: string): boolean => isLatin(word) || SCRIPTS.some((script) => script.test(word));

// Both Node and browsers have it; it knows how a name in any script is written in the DNS (UTS #46).
const { URL } = globalThis as unknown as { URL: new (text: string) => { hostname: string } };

function toAscii(domain: string): string | null {
  try {
    const { hostname } = new URL(`http://${domain}/`);
    return ASCII_DOMAIN.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/**
 * The one way in which an address of e-mail is kept and compared: compatibility forms folded (NFKC), no spaces around,
 * lower case, the domain as the DNS has it (punycode). Or what is wrong with it: unseen characters and words that mix
 * scripts are refused, since they make two addresses look like one.
 */
export function readEmail(given: string): { email: string } | { issue: EmailIssue } {
  if (UNSEEN.test(given)) return { issue: 'deceptive_email' };
  const text = given.trim().normalize('NFKC').trim().toLowerCase().normalize('NFC');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const labels = text.slice(at + 1).split(/[.\u3002]/);
  if (!LOCAL.test(local) || labels.length < 2 || !labels.every((label) => LABEL.test(label))) {
    return { issue: 'invalid_email' };
  }
  if (![local, ...labels].every(isOneScript)) return { issue: 'deceptive_email' };
  const domain = toAscii(labels.join('.'));
  const email = `${local}@${domain}`;
  return domain && email.length <= LONGEST ? { email } : { issue: 'invalid_email' };
}

/**
 * Under which an account may be kept: the address in its one form, and as it was kept before there was one. Both are
 * looked up; nothing new is stored in the second.
 */
export function emailForms(given: string): string[] {
  const read = readEmail(given);
  const asBefore = given.trim().toLowerCase();
  return 'email' in read ? [...new Set([read.email, asBefore])] : [asBefore];
}
