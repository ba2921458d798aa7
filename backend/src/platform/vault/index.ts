import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { config } from '../config';

/**
 * Secrets of others that have to be read again (keys of a payment gateway): each under a key of its own, and that key under
 * the service's, which is in no database. Changing the service's key (`APP_SECRET`) seals the small keys anew and leaves the
 * secrets as they are; those of `APP_SECRET_FORMER` open what is not done yet.
 *
 * Stored: version, id of the service's key (8 bytes), the small key sealed (iv, tag, 32 bytes), the secret sealed (iv,
 * tag, rest). AES-256-GCM, both bound to what they are for: moved to another place they do not open.
 */
const VERSION = 1;
const [ID_BYTES, IV_BYTES, TAG_BYTES, KEY_BYTES] = [8, 12, 16, 32];
const WRAPPED_BYTES = IV_BYTES + TAG_BYTES + KEY_BYTES;
const HEAD_BYTES = 1 + ID_BYTES;

interface Master {
  id: Buffer;
  key: Buffer;
}

function masterOf(secret: string): Master {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'meja vault 1', KEY_BYTES));
  return { id: createHash('sha256').update(key).digest().subarray(0, ID_BYTES), key };
}

/** The service's keys, the one in use first. */
const masters = (): Master[] => config().appSecrets.map(masterOf);

function encrypt(key: Buffer, purpose: string, content: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function decrypt(key: Buffer, purpose: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

const wrap = (purpose: string, small: Buffer): Buffer => {
  const [{ id, key }] = masters() as [Master];
  return Buffer.concat([Buffer.from([VERSION]), id, encrypt(key, purpose, small)]);
};

interface Parts {
  master: Master;
  isCurrent: boolean;
  small: Buffer;
  rest: Buffer;
}

function take(purpose: string, stored: Uint8Array): Parts {
  const bytes = Buffer.from(stored);
  const all = masters();
  const place = all.findIndex(({ id }) => id.equals(bytes.subarray(1, HEAD_BYTES)));
  const master = all[place];
  if (bytes[0] !== VERSION || !master) throw new Error('sealed with a key that is not known here');
  const small = decrypt(master.key, purpose, bytes.subarray(HEAD_BYTES, HEAD_BYTES + WRAPPED_BYTES));
  return { master, isCurrent: place === 0, small, rest: bytes.subarray(HEAD_BYTES + WRAPPED_BYTES) };
}

/** Seals a text for one purpose, which names what it belongs to (`service gateway <id>`). */
export function seal(purpose: string, text: string): Buffer {
  const small = randomBytes(KEY_BYTES);
  return Buffer.concat([wrap(purpose, small), encrypt(small, purpose, Buffer.from(text))]);
}

/** Throws where it was sealed for another purpose or with a key that is gone. */
export function unseal(purpose: string, stored: Uint8Array): string {
  const { small, rest } = take(purpose, stored);
  return decrypt(small, purpose, rest).toString('utf8');
}

/** The same secret under the service's key of today; null where it is that already. Throws as {@link unseal}. */
export function reseal(purpose: string, stored: Uint8Array): Buffer | null {
  const { isCurrent, small, rest } = take(purpose, stored);
  return isCurrent ? null : Buffer.concat([wrap(purpose, small), rest]);
}
