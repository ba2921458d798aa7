import { isGuessablePin } from '@meja/domain';
import type { UpdateUserBody } from '@meja/domain';
import { hashPin, pinMark, verifyPin } from '../../platform/auth';
import { withTenant } from '../../platform/db';
import { type Problem, invalid } from '../../platform/http';
import { countOthersWithMark, findUnmarkedPins, markPin } from './pins.repository';

/** What is stored of a PIN that is to be set, null where it is to be taken away, undefined where it stays. */
export type PreparedPin = { pinHash: string; pinMark: string } | null | undefined;

/** PINs of earlier versions have no mark: so many of them are compared one by one. */
const MAX_UNMARKED = 20;

/** The same words for a PIN that is easy to guess and one that somebody else has: nobody learns a colleague's. */
const notUsable = (): Problem => invalid({ path: 'pin', code: 'pin_not_usable' });

/** Gives a PIN of before that is this one its mark, so that it is found by it. */
async function markSamePin(tenantId: string, userId: string | null, pin: string, mark: string) {
  const unmarked = await withTenant(tenantId, () => findUnmarkedPins(userId, MAX_UNMARKED));
  for (const { id, pinHash } of unmarked) {
    if (await verifyPin(pin, pinHash)) return withTenant(tenantId, () => markPin(id, mark));
  }
}

/**
 * Hashes a PIN before any transaction is opened (`userId`: whose it becomes, null for somebody new). Throws 422 for one
 * that is easy to guess.
 */
export async function preparePin(
  tenantId: string,
  userId: string | null,
  { pin }: Pick<UpdateUserBody, 'pin'>,
): Promise<PreparedPin> {
  if (pin == null) return pin;
  if (isGuessablePin(pin)) throw notUsable();
  const mark = pinMark(tenantId, pin);
  await markSamePin(tenantId, userId, pin, mark);
  return { pinHash: await hashPin(pin), pinMark: mark };
}

/**
 * In the transaction that stores it, with the members locked: throws 422 where another member of the business has this
 * PIN.
 */
export async function assertPinFree(userId: string | null, prepared: PreparedPin): Promise<void> {
  if (prepared && (await countOthersWithMark(userId, prepared.pinMark)) > 0) throw notUsable();
}

/** The columns of a prepared PIN, none where it stays. */
export const pinColumns = (prepared: PreparedPin) =>
  prepared === undefined ? {} : { pinHash: prepared?.pinHash ?? null, pinMark: prepared?.pinMark ?? null };
