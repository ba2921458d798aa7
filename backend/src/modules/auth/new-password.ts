import { hashPassword, verifyPassword } from '../../platform/auth';
import { invalid } from '../../platform/http';
import { assertGoodPassword } from './password.rules';
import { recentPasswords } from './users.repository';
import type { Account, Place } from './users.repository';

/**
 * The hash of a new password of an account. Throws 422 where it is too easy to guess, or one of the last five. Takes a
 * good part of a second, in no transaction.
 */
export async function hashNewPassword(
  password: string,
  account: Account,
  places: readonly Place[],
): Promise<string> {
  const names = places.flatMap(({ member_name: member, tenant_name: tenant }) => [member, tenant]);
  assertGoodPassword('newPassword', password, [account.name, account.email, ...names]);
  // One after another: five at once would take every thread that hashes from people who sign in.
  for (const [index, hash] of (await recentPasswords(account)).entries()) {
    if (await verifyPassword(password, hash)) {
      throw invalid({ path: 'newPassword', code: index === 0 ? 'not_unique' : 'password_used_before' });
    }
  }
  return hashPassword(password);
}
