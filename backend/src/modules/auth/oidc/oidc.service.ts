import type { IdentityDto, OidcReturnBody, OwnIdentityDto, TwoFactorChallengeDto } from '@meja/domain';
import { now } from '../../../platform/clock';
import { config } from '../../../platform/config';
import type { Actor } from '../../../platform/context';
import { Problem, notFound } from '../../../platform/http';
import { queueMail } from '../../../platform/mail';
import { inPlaces } from '../account-audit';
import { confirmPassword } from '../account.service';
import type { Device } from '../cookie';
import { knowDevice } from '../sign-in-gate';
import { enter, placeToEnter } from '../sign-in.service';
import type { SignedIn } from '../sign-in.service';
import { askForCode } from '../two-factor-challenge';
import { findAccount, findPlaces } from '../users.repository';
import type { Account } from '../users.repository';
import { FLOW_MS, hashFlowToken, newFlowToken, proofsOf } from './flow.rules';
import type { Purpose } from './flow.rules';
import * as repository from './identities.repository';
import type { IdentityRow } from './identities.repository';
import { addressToAsk, exchange, provider, refuse } from './provider';
import type { Proved } from './provider';

/** A browser that is about to go to the provider: where to, and what it keeps meanwhile. */
export interface Flow {
  url: string;
  token: string;
}

const refusal = (code: 'identity_unknown' | 'identity_taken') =>
  new Problem(code, { params: { provider: provider().name } });

/** Whom one can sign in by; null: by nobody. */
export const offeredName = (): string | null => config().oidc?.name ?? null;

async function beginFlow(purpose: Purpose, accountId: string | null): Promise<Flow> {
  const token = newFlowToken();
  // First, since a provider that is away leaves nothing behind.
  const url = await addressToAsk(proofsOf(token, purpose));
  await repository.insertFlow(hashFlowToken(token), accountId, new Date(now().getTime() + FLOW_MS));
  return { url, token };
}

/** Ends the flow of a browser, whatever becomes of it, and asks the provider whom it proves. Throws `oidc_refused`. */
async function endFlow(
  token: string | null,
  accountId: string | null,
  back: OidcReturnBody,
): Promise<Proved> {
  const flow = token && (await repository.takeFlow(hashFlowToken(token), now()));
  if (!token || !flow || flow.accountId !== accountId) return refuse();
  return exchange(back, proofsOf(token, accountId === null ? 'in' : 'link'));
}

/** Sends a browser to the provider, to sign in. Throws `oidc_unavailable`, 404 where it is off. */
export const beginSignIn = (): Promise<Flow> => beginFlow('in', null);

/**
 * Signs in who the provider proved, where their identity is linked: an e-mail address it names opens nothing. Who has a
 * second factor is asked for its code. Throws `oidc_refused`, `oidc_unavailable`, and `identity_unknown` alike for an
 * identity that nobody linked and one whose account can't be used.
 */
export async function signInByIdentity(
  token: string | null,
  back: OidcReturnBody,
  device: Device,
): Promise<SignedIn | TwoFactorChallengeDto> {
  const proved = await endFlow(token, null, back);
  const accountId = await repository.useIdentity(proved.issuer, proved.subject, now());
  const account = accountId ? await findAccount(accountId) : null;
  const place = account && !account.disabled_at ? await placeToEnter(account) : undefined;
  if (!account || place === undefined) throw refusal('identity_unknown');
  if (account.has_two_factor) return askForCode(account.id);
  // The provider may have answered for whoever sits at a browser that was signed in there.
  const entered = await enter(account, place, { by: { provider: provider().name }, provedAt: null });
  await knowDevice(account.email, device.id);
  return entered;
}

/** A session of the account's own: a PIN at a till proves less than what an identity opens. */
async function accountOf(actor: Actor): Promise<Account> {
  if (actor.terminalId) throw new Problem('forbidden');
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  return account;
}

const present = (row: IdentityRow): IdentityDto => ({
  email: row.email,
  linkedAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

/** The actor's identity at the provider; null where there is none, or no provider. */
export async function describeIdentity({ accountId }: Actor): Promise<OwnIdentityDto> {
  const settings = config().oidc;
  const row = settings && (await repository.findOwnIdentity(accountId, settings.issuer));
  return { name: settings?.name ?? null, identity: row && present(row) };
}

/**
 * Sends the actor's browser to the provider, to link who it is there. Throws 422 where the password does not fit,
 * `identity_taken` where one is linked, `oidc_unavailable`.
 */
export async function beginLink(actor: Actor, currentPassword: string): Promise<Flow> {
  const { issuer } = provider();
  const { id } = await accountOf(actor);
  await confirmPassword(actor, currentPassword);
  if (await repository.findOwnIdentity(id, issuer)) throw refusal('identity_taken');
  return beginFlow('link', id);
}

/** Tells the account's owner, at an address that is theirs, what was done. Within the open transaction. */
async function tell(account: Account, name: 'identity_linked' | 'identity_unlinked'): Promise<void> {
  if (!account.email_verified_at) return;
  const params = { name: account.name, provider: provider().name };
  await queueMail({ name, to: account.email, language: account.locale, params });
}

/**
 * Links who the provider proved to the actor's account, which began this. The same once more changes nothing. Throws
 * `oidc_refused`, `oidc_unavailable`, `identity_taken`.
 */
export async function linkIdentity(
  actor: Actor,
  token: string | null,
  back: OidcReturnBody,
): Promise<IdentityDto> {
  const account = await accountOf(actor);
  const { issuer, subject, email } = await endFlow(token, account.id, back);
  const identity = { issuer, subject, email, userId: account.id, createdAt: now() };
  const places = await findPlaces(account.id);
  const what = { action: 'auth.identity_link' as const, after: { provider: provider().name, email } };
  await inPlaces(places, what, async () => {
    const outcome = await repository.insertIdentity(identity);
    if (!outcome) throw refusal('identity_taken');
    if (outcome === 'linked') await tell(account, 'identity_linked');
  });
  const row = await repository.findOwnIdentity(account.id, issuer);
  if (!row) throw notFound();
  return present(row);
}

/** Unlinks the actor's identity at the provider; the password still opens the account. Throws 404 where there is none. */
export async function unlinkIdentity(actor: Actor): Promise<void> {
  const account = await accountOf(actor);
  const { issuer, name } = provider();
  const before = await repository.findOwnIdentity(account.id, issuer);
  if (!before) throw notFound();
  const what = { action: 'auth.identity_unlink' as const, before: { provider: name, email: before.email } };
  await inPlaces(await findPlaces(account.id), what, async () => {
    if ((await repository.removeIdentities(account.id, issuer)) === 0) throw notFound();
    await tell(account, 'identity_unlinked');
  });
}
