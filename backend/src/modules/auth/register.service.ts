import { v7 as uuidv7 } from 'uuid';
import type { RegisterBody } from '@meja/domain';
import { audit } from '../../platform/audit';
import { hashPassword } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { UNIQUE_VIOLATION, sqlState } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { provisionTenant } from '../tenants';
import { presentAnswer } from './auth-answer';
import type { Device } from './cookie';
import { assertGoodPassword } from './password.rules';
import { startSession } from './sessions.service';
import { knowDevice } from './sign-in-gate';
import type { SignedIn } from './sign-in.service';
import { findAccountByEmail, insertOwner, insertUser } from './users.repository';

/**
 * Opens a business: tenant on trial, owner, first outlet, defaults of its kind, in one transaction, and signs the owner
 * in (SAAS-01). Throws `email_taken`, or 422 for a weak password.
 */
export async function register(body: RegisterBody, device: Device): Promise<SignedIn> {
  const { businessName, businessType, ownerName, email, password, tax } = body;
  assertGoodPassword('password', password, [businessName, ownerName, email]);
  if (await findAccountByEmail(email)) throw new Problem('email_taken');
  const locale = currentContext()?.locale ?? 'id';
  const account = {
    id: uuidv7(),
    email,
    name: ownerName,
    is_super_admin: false,
    email_verified_at: null,
    photo_hash: null,
    locale,
  };
  const memberId = uuidv7();
  const tenantId = uuidv7();
  const passwordHash = await hashPassword(password);
  const outletName = body.outletName ?? businessName;
  const actor = { id: memberId, name: ownerName };

  const { tokens, outletId } = await withPlatform(async () => {
    await insertUser({ id: account.id, email, name: ownerName, passwordHash, locale, createdAt: now() });
    const made = await provisionTenant({ tenantId, businessName, businessType, outletName, tax });
    await insertOwner({
      userId: memberId,
      accountId: account.id,
      email,
      name: ownerName,
      createdAt: now(),
    });
    const params = { accountId: account.id };
    await queueMail({ name: 'verify_email', to: email, language: locale, params });
    const started = await startSession({
      accountId: account.id,
      memberId,
      tenantId,
      role: 'ADMIN_TENANT',
    });
    const after = { businessName, businessType, outletName, email, ...(tax && { tax }) };
    await audit({ action: 'auth.register', entity: 'tenant', entityId: tenantId, after, actor });
    return { tokens: started, outletId: made.outletId };
  }, tenantId).catch((error: unknown) => {
    // Two registrations of one e-mail at the same moment.
    throw sqlState(error) === UNIQUE_VIOLATION ? new Problem('email_taken', { cause: error }) : error;
  });

  await knowDevice(email, device.id);
  const place = {
    tenant_id: tenantId,
    member_id: memberId,
    member_name: ownerName,
    tenant_name: businessName,
    business_type: businessType,
    role: 'ADMIN_TENANT' as const,
    outlet_ids: [],
  };
  return { tokens, answer: presentAnswer(tokens, account, place, { id: outletId, name: outletName }) };
}
