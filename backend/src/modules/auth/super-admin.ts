import { v7 as uuidv7 } from 'uuid';
import { readEmail } from '@meja/domain';
import { hashPassword, passwordIssue } from '../../platform/auth';
import { now } from '../../platform/clock';
import { ConfigError, config } from '../../platform/config';
import { UNIQUE_VIOLATION, sqlState } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { log } from '../../platform/logging';
import { countSuperAdmins, insertUser } from './users.repository';

/**
 * Creates the first super admin from the settings, where none exists; true if it did. Throws {@link ConfigError} where
 * the password would not do or the e-mail belongs to somebody else.
 */
export async function ensureSuperAdmin(): Promise<boolean> {
  const wanted = config().superAdmin;
  if (!wanted || (await withPlatform(countSuperAdmins)) > 0) return false;
  if (passwordIssue(wanted.password, [wanted.email])) {
    throw new ConfigError('SUPER_ADMIN_PASSWORD must have at least 12 characters and be hard to guess.');
  }
  const passwordHash = await hashPassword(wanted.password);
  const read = readEmail(wanted.email);
  if ('issue' in read) throw new ConfigError('SUPER_ADMIN_EMAIL must be an address of e-mail.');
  const { email } = read;
  const user = {
    id: uuidv7(),
    email,
    name: 'Super Admin',
    isSuperAdmin: true,
    createdAt: now(),
    // Whoever writes the settings answers for it.
    emailVerifiedAt: now(),
    passwordHash,
  };
  try {
    await withPlatform(() => insertUser(user));
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    // Another process started at the same moment, or the e-mail is a tenant's.
    if ((await withPlatform(countSuperAdmins)) > 0) return false;
    throw new ConfigError('SUPER_ADMIN_EMAIL already belongs to somebody who works in a business.');
  }
  log.info('first super admin created', { email });
  return true;
}
