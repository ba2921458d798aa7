import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { serviceKey } from '../../platform/config/service-key';

const ISSUER = 'Meja';
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** RFC 6238 with what every authenticator takes for granted: SHA-1, six digits, 30 seconds. */
const STEP_MS = 30_000;
/** One step before and one after: clocks differ, and typing takes time. */
const WINDOW = 1;

export const RECOVERY_CODES = 10;
export const CHALLENGE_MS = 5 * 60_000;
/** Wrong codes that a challenge survives, whatever the gate says. */
export const CHALLENGE_TRIES = 5;

/** A new secret, in base32. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret) });

/** What a QR code carries to an authenticator. */
export const otpauthUrl = (secret: string, email: string): string => totpOf(secret, email).toString();

/** The step a code belongs to, of those that are open at an instant; null where it fits none. */
export function stepOf(secret: string, code: string, at: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / STEP_MS) + delta;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const sealingKey = () => serviceKey('meja two-factor secret 1');

/** AES-256-GCM, bound to the account: moved to another row it does not open. */
export function sealSecret(accountId: string, secret: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv).setAAD(Buffer.from(accountId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Throws where it was sealed with another key or for another account. */
export function openSecret(accountId: string, stored: Uint8Array): string {
  const bytes = Buffer.from(stored);
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(), iv)
    .setAAD(Buffer.from(accountId))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
}

/** Letters and digits nobody mistakes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Two groups of five, 49 bits. */
function newRecoveryCode(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${group()}-${group()}`;
}

/** Ten different ones. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < RECOVERY_CODES) codes.add(newRecoveryCode());
  return [...codes];
}

const bare = (typed: string) => typed.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Six digits, however they are grouped; null where it is something else. */
export function readTotp(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** What is stored of a recovery code: keyed, so that the database alone does not let anybody try them out. */
export const hashRecoveryCode = (accountId: string, code: string): string =>
  createHmac('sha256', serviceKey('meja recovery code 1'))
    .update(`${accountId}:${bare(code)}`)
    .digest('base64url');
