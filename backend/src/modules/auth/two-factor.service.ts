import type {
  AuditAction,
  RecoveryCodesDto,
  TwoFactorDto,
  TwoFactorLoginBody,
  TwoFactorProofBody,
  TwoFactorSetupBody,
  TwoFactorSetupDto,
} from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, invalid, takePoint } from '../../platform/http';
import { log } from '../../platform/logging';
import { queueMail } from '../../platform/mail';
import { announceAccessChange } from './access';
import { auditInAll } from './account-audit';
import { confirmPresence } from './account.service';
import type { Device } from './cookie';
import { oneAtATime } from './one-at-a-time';
import { codeGate, knowDevice, sessionCodeGate, sessionGate } from './sign-in-gate';
import { checkPassword, enter, placeToEnter, recordFailure } from './sign-in.service';
import type { SignedIn } from './sign-in.service';
import { hashChallenge } from './two-factor-challenge';
import * as repository from './two-factor.repository';
import {
  CHALLENGE_TRIES,
  hashRecoveryCode,
  newRecoveryCodes,
  newSecret,
  openSecret,
  otpauthUrl,
  readTotp,
  sealSecret,
  stepOf,
} from './two-factor.rules';
import { findAccount, findPlaces } from './users.repository';
import type { Account } from './users.repository';

async function accountOf(actor: Actor): Promise<Account> {
  // A PIN at a till proves less than what is changed here protects.
  if (actor.terminalId) throw new Problem('forbidden');
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  return account;
}

const wrongCode = () => invalid({ path: 'code', code: 'wrong_two_factor_code' });

/** What an actor did to their own account, in the log of the business they are signed in to. */
const auditOwn = (actor: Actor, action: AuditAction, after: object): Promise<void> =>
  actor.tenantId
    ? audit({ action, entity: 'user', entityId: actor.userId, after })
    : Promise.resolve(log.info(action, { userId: actor.accountId, ...after }));

/** Ten new ones, and what is stored of them. */
function drawRecoveryCodes(accountId: string) {
  const recoveryCodes = newRecoveryCodes();
  return { recoveryCodes, hashes: recoveryCodes.map((one) => hashRecoveryCode(accountId, one)) };
}

/** Whether the actor's account has a second factor, and whether it must. */
export async function describeTwoFactor(actor: Actor): Promise<TwoFactorDto> {
  const [row, places] = await Promise.all([
    repository.findTwoFactor(actor.accountId),
    findPlaces(actor.accountId),
  ]);
  const here = places.find(({ tenant_id }) => tenant_id === actor.tenantId);
  return {
    enabled: Boolean(row?.enabled_at),
    required: here?.requires_two_factor ?? false,
    recoveryCodesLeft: row?.enabled_at ? row.codes_left : 0,
  };
}

/**
 * Begins a set-up: it asks for nothing until it is enabled. A second factor locks out whoever does not have it, so a
 * session alone does not begin one (ASVS 7.5.1). Throws 409 where one is enabled, 422 where the password is asked for.
 */
export async function setUpTwoFactor(
  actor: Actor,
  { currentPassword }: TwoFactorSetupBody,
): Promise<TwoFactorSetupDto> {
  const { id, email, has_two_factor: isEnabled } = await accountOf(actor);
  if (isEnabled) throw new Problem('two_factor_enabled');
  await confirmPresence(actor, currentPassword);
  const secret = newSecret();
  if (!(await repository.beginTwoFactor(id, sealSecret(id, secret), now()))) {
    throw new Problem('two_factor_enabled');
  }
  return { secret, otpauthUrl: otpauthUrl(secret, email) };
}

/**
 * Enables the set-up with a code, which proves that the authenticator has the secret, and gives the recovery codes. Throws
 * 409 where nothing was begun or it is enabled already, 422 for a wrong code, 429 after too many.
 */
export async function enableTwoFactor(actor: Actor, typed: string): Promise<RecoveryCodesDto> {
  await takePoint(null, 'password', actor.accountId);
  const { id } = await accountOf(actor);
  const row = await repository.findTwoFactor(id);
  if (row?.enabled_at) throw new Problem('two_factor_enabled');
  if (!row) throw new Problem('two_factor_not_enabled');
  const code = readTotp(typed);
  const step = code && stepOf(openSecret(id, row.sealed_secret), code, now());
  if (step === null) throw wrongCode();
  const { recoveryCodes, hashes } = drawRecoveryCodes(id);
  await withPlatform(async () => {
    const isEnabled = await repository.enableTwoFactor(id, row.sealed_secret, Number(step), hashes, now());
    // Another set-up was begun or enabled meanwhile.
    if (!isEnabled) throw new Problem('two_factor_enabled');
    await auditOwn(actor, 'auth.two_factor_enable', { enabled: true });
  }, actor.tenantId);
  announceAccessChange({ accountId: id, disconnect: false });
  return { recoveryCodes };
}

/** Whether a code is right and was not used before; uses it up. `recovery`: by one of the recovery codes. */
async function takeCode(accountId: string, typed: string): Promise<'totp' | 'recovery' | null> {
  const code = readTotp(typed);
  if (!code) {
    const isTaken = await repository.takeRecoveryCode(accountId, hashRecoveryCode(accountId, typed), now());
    return isTaken ? 'recovery' : null;
  }
  const row = await repository.findTwoFactor(accountId);
  const step = row?.enabled_at ? stepOf(openSecret(accountId, row.sealed_secret), code, now()) : null;
  return step !== null && (await repository.takeStep(accountId, step)) ? 'totp' : null;
}

/**
 * Lets who is signed in prove themselves by both, password and code, before their second factor is touched. Throws 409 where
 * there is none, 422 at what does not fit, 429 after too many tries of this session.
 */
async function proveBoth(actor: Actor, body: TwoFactorProofBody): Promise<Account> {
  await takePoint(null, 'password', actor.accountId);
  const account = await accountOf(actor);
  if (!account.has_two_factor) throw new Problem('two_factor_not_enabled');
  const fits = await checkPassword(sessionGate(actor.sessionId), body.password, () =>
    Promise.resolve(account),
  );
  if (!fits) throw invalid({ path: 'password', code: 'invalid_value' });
  const gate = sessionCodeGate(actor.sessionId);
  await oneAtATime(gate.key, async () => {
    await gate.admit();
    if (await takeCode(account.id, body.code)) return gate.succeeded();
    await recordFailure(account, await gate.failed(), 'auth.two_factor_failed');
    throw wrongCode();
  });
  return account;
}

/** Takes the second factor away, with password and code. Throws as {@link proveBoth}. */
export async function disableTwoFactor(actor: Actor, body: TwoFactorProofBody): Promise<void> {
  const account = await proveBoth(actor, body);
  await withPlatform(async () => {
    await repository.removeTwoFactor(account.id);
    await auditOwn(actor, 'auth.two_factor_disable', { enabled: false });
  }, actor.tenantId);
  announceAccessChange({ accountId: account.id, disconnect: false });
}

/**
 * Gives ten new recovery codes in the place of all there were, with password and code; the owner is told by mail. Throws as
 * {@link proveBoth}.
 */
export async function renewRecoveryCodes(actor: Actor, body: TwoFactorProofBody): Promise<RecoveryCodesDto> {
  const account = await proveBoth(actor, body);
  const { recoveryCodes, hashes } = drawRecoveryCodes(account.id);
  await withPlatform(async () => {
    // Taken away meanwhile, it has none.
    if (!(await repository.replaceRecoveryCodes(account.id, hashes))) {
      throw new Problem('two_factor_not_enabled');
    }
    await auditOwn(actor, 'auth.recovery_codes_renew', { count: hashes.length });
    if (!account.email_verified_at) return;
    const { email, locale, name } = account;
    await queueMail({ name: 'recovery_codes_renewed', to: email, language: locale, params: { name } });
  }, actor.tenantId);
  return { recoveryCodes };
}

/**
 * The second step of signing in: the challenge's own account, one try at a time through a gate of its own. A challenge
 * lives five minutes, for five tries and one success. Throws `challenge_ended`, `wrong_two_factor_code`, `rate_limited`.
 */
export async function signInWithCode(
  { challengeToken, code }: TwoFactorLoginBody,
  device: Device,
): Promise<SignedIn> {
  const tokenHash = hashChallenge(challengeToken);
  const accountId = await repository.findChallenge(tokenHash, now());
  const account = accountId ? await findAccount(accountId) : null;
  if (!account || account.disabled_at) throw new Problem('challenge_ended');
  const gate = await codeGate(account.email, device.isNew ? null : device.id);
  await oneAtATime(gate.key, async () => {
    await gate.admit();
    if (!(await repository.takeChallengeTry(tokenHash, now(), CHALLENGE_TRIES))) {
      throw new Problem('challenge_ended');
    }
    const kind = await takeCode(account.id, code);
    if (!kind) {
      await recordFailure(account, await gate.failed(), 'auth.two_factor_failed');
      throw new Problem('wrong_two_factor_code');
    }
    if (!(await repository.endChallenge(tokenHash))) throw new Problem('challenge_ended');
    await gate.succeeded();
    if (kind === 'recovery') await auditInAll(await findPlaces(account.id), { action: 'auth.recovery_code' });
  });
  const place = await placeToEnter(account);
  if (place === undefined) throw new Problem('challenge_ended');
  const entered = await enter(account, place);
  await knowDevice(account.email, device.id);
  return entered;
}
