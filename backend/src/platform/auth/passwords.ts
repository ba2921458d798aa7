import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { PASSWORD_MAX, PASSWORD_MIN, isPersonalPassword, passwordLength } from '@meja/domain';
import { config } from '../config';
import { serviceKey } from '../config/service-key';
import { assertNoOpenUnit } from '../db';
import { isCommonPassword } from './common-passwords';
import { bcryptFits, bcryptHash } from './hashing';

const cost = () => config().passwordCost;

/** bcrypt reads 72 bytes and stops at NUL; a digest of fixed length lets every character of a long password count. */
const digest = (password: string) => createHash('sha384').update(`meja:${password}`).digest('base64');

/**
 * The only ways into bcrypt. It takes a good part of a second: inside a transaction it would hold a connection and
 * locks for as long, so there it throws.
 */
const hash = async (text: string): Promise<string> => {
  assertNoOpenUnit('hashing a secret');
  return bcryptHash(text, cost());
};

const decoys = new Map<number, Promise<string>>();

/** A hash nothing fits, of today's cost. */
function decoy(): Promise<string> {
  const rounds = cost();
  let found = decoys.get(rounds);
  if (!found) {
    found = bcryptHash(randomBytes(32).toString('base64'), rounds);
    decoys.set(rounds, found);
    // Refused because too many wait: the next one tries again.
    found.catch(() => decoys.delete(rounds));
  }
  return found;
}

/** Without a stored hash the same time passes and the answer is no. */
const compare = async (text: string, stored: string | null): Promise<boolean> => {
  assertNoOpenUnit('comparing a secret');
  const fits = await bcryptFits(text, stored ?? (await decoy()));
  return stored !== null && fits;
};

/** A bcrypt hash of a password, unmodified and in full. Throws inside a transaction. */
export const hashPassword = (password: string): Promise<string> => hash(digest(password));

/** Whether a password fits a hash; as slow without one (an unknown e-mail). Throws inside a transaction. */
export const verifyPassword = (password: string, stored: string | null): Promise<boolean> =>
  compare(digest(password), stored);

/** bcrypt hash of a terminal's PIN. Throws inside a transaction. */
export const hashPin = (pin: string): Promise<string> => hash(`pin:${pin}`);

/**
 * By what equal PINs of one tenant are known without hashing each of them: HMAC-SHA-256, keyed with the service's
 * secret, so that whoever has the database alone can't try a million PINs. Another secret, another mark.
 */
export const pinMark = (tenantId: string, pin: string): string =>
  createHmac('sha256', serviceKey('meja pin mark 1')).update(`${tenantId}:${pin}`).digest('base64url');

/** Whether a PIN is the one behind the hash; as slow where there is none. Throws inside a transaction. */
export const verifyPin = (pin: string, stored: string | null): Promise<boolean> =>
  compare(`pin:${pin}`, stored);

/** Letters and digits nobody mistakes for one another, read out over a counter. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password, told once and changed at first sign-in: 4 groups of 4, 79 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/**
 * What is stored of a first password while it is the code of an invitation: drawn at random, so a plain digest keeps it
 * as well as a slow one.
 */
export function hashCode(code: string): string {
  return createHash('sha256').update(`meja invitation:${code}`).digest('hex');
}

/** A code as it was given out, from what a person made of it: capitals, spaces and missing hyphens do not matter. */
export function readCode(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return (letters.match(/.{1,4}/g) ?? []).join('-');
}

/** `common`: on the lists that are tried first; `personal`: made of the person's or the business's own names. */
export type PasswordIssue = 'too_short' | 'too_long' | 'common' | 'personal';

/**
 * What is wrong with a new password, or null. Length counts characters, nothing is trimmed or required of its kind
 * (NIST SP 800-63B-4); refused are the common ones and the names given: business, person, e-mail.
 */
export function passwordIssue(password: string, names: readonly string[] = []): PasswordIssue | null {
  const length = passwordLength(password);
  if (length < PASSWORD_MIN) return 'too_short';
  if (length > PASSWORD_MAX) return 'too_long';
  if (isCommonPassword(password)) return 'common';
  return isPersonalPassword(password, names) ? 'personal' : null;
}
