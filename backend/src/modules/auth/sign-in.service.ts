import type { AuthAnswerDto, LoginBody } from '@meja/domain';
import { audit } from '../../platform/audit';
import { verifyPassword } from '../../platform/auth';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem } from '../../platform/http';
import { log } from '../../platform/logging';
import { presentAnswer } from './auth-answer';
import type { Device } from './cookie';
import { oneAtATime } from './one-at-a-time';
import { startSession } from './sessions.service';
import type { Tokens } from './sessions.service';
import { knowDevice, signInGate } from './sign-in-gate';
import type { Gate } from './sign-in-gate';
import { findAccountByEmail, findFirstOutlet, findPlaces } from './users.repository';
import type { Account, Place } from './users.repository';

export interface SignedIn {
  answer: AuthAnswerDto;
  tokens: Tokens;
}

/** Leaves a trace in each business the account works in; an unknown e-mail has none, and only the service's own log. */
async function recordFailure(account: Account | null, failures: number): Promise<void> {
  log.warn('sign-in failed', { userId: account?.id ?? null, failures });
  if (!account) return;
  const entry = {
    action: 'auth.sign_in_failed',
    entity: 'user',
    entityId: account.id,
    after: { failures },
    actor: { id: account.id, name: account.name },
  };
  for (const { tenant_id } of await findPlaces(account.id)) {
    await withPlatform(() => audit(entry), tenant_id);
  }
}

/**
 * Checks a password against an account, one try at a time through its gate, which counts failures. A wrong password, an
 * unknown e-mail, a disabled account and a rest after too many failures look the same and take the same work for one
 * that exists and one that does not (AUTH-08). Throws `rate_limited`; answers null where it does not fit.
 */
export async function checkPassword(
  gate: Gate,
  password: string,
  load: () => Promise<Account | null>,
): Promise<Account | null> {
  return oneAtATime(gate.key, async () => {
    await gate.admit();
    const account = await load();
    const fits = await verifyPassword(password, account?.password_hash ?? null);
    if (account && fits && !account.disabled_at) {
      await gate.succeeded();
      return account;
    }
    const failures = await gate.failed();
    // Not waited for: writing the trace takes time that an unknown e-mail would not.
    recordFailure(account, failures).catch((error: unknown) =>
      log.error('failed sign-in not recorded', { error }),
    );
    return null;
  });
}

/** Opens a session for an account in one of its places (null: the service's own administration). */
export async function enter(account: Account, place: Place | null): Promise<SignedIn> {
  const tokens = await withPlatform(async () => {
    const role = place?.role ?? 'SUPER_ADMIN';
    const started = await startSession({ userId: account.id, tenantId: place?.tenant_id ?? null, role });
    if (place) {
      await audit({
        action: 'auth.sign_in',
        entity: 'session',
        entityId: started.sessionId,
        actor: { id: account.id, name: account.name },
      });
    }
    return started;
  }, place?.tenant_id ?? null);
  const outlet = place && (await findFirstOutlet(place.tenant_id, place.outlet_ids));
  return { tokens, answer: presentAnswer(tokens, account, place, outlet) };
}

/** Signs in by e-mail and password on a device, known to the account from then on. Throws `invalid_credentials` or `rate_limited`. */
export async function signIn({ email, password }: LoginBody, device: Device): Promise<SignedIn> {
  const gate = await signInGate(email, device.isNew ? null : device.id);
  const account = await checkPassword(gate, password, () => findAccountByEmail(email));
  if (!account) throw new Problem('invalid_credentials');
  const [place] = account.is_super_admin ? [null] : await findPlaces(account.id);
  if (place === undefined) throw new Problem('invalid_credentials');
  const entered = await enter(account, place);
  await knowDevice(email, device.id);
  return entered;
}
