import { COMMON_PASSWORDS } from './common-passwords.data';

const words: ReadonlySet<string> = new Set(COMMON_PASSWORDS.trim().split(/\s+/));

/** How many words the list has. */
export const COMMON_PASSWORD_COUNT = words.size;

/** What people add to a word that was refused as too short: counting, one digit repeated, a year, exclamation marks. */
const TAIL = /[._-]?(?:0?1234?5?6?7?8?9?0?|(\d)\1*|(?:19|20)\d\d)?[!@#.*]*$/;
const RUNS = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
];
const runs = RUNS.flatMap((run) => [run, [...run].reverse().join('')]);

/** The shortest part that makes the text by repetition: `abcabc` → `abc`. */
function unitOf(text: string): string {
  const shift = (text + text).indexOf(text, 1);
  return text.slice(0, shift);
}

/**
 * Whether a password is among the first that would be tried: a listed word, alone, repeated or with a usual tail; a
 * run along the keyboard or the alphabet; one short part over and over.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase();
  const stem = text.replace(TAIL, '');
  const unit = unitOf(text);
  return (
    words.has(text) ||
    words.has(stem) ||
    (unit.length < text.length && (unit.length <= 4 || words.has(unit))) ||
    words.has(unitOf(stem)) ||
    stem === '' ||
    runs.some((run) => run.includes(text) || (stem.length >= 4 && run.includes(stem)))
  );
}
