import { performance } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import { effectivePermissions } from '@meja/domain';
import type { Permission, Role } from '@meja/domain';
import { rememberedClaims, verifyAccessToken } from '../../platform/auth';
import type { AccessClaims } from '../../platform/auth';
import { broadcast, hearsOthers, onBroadcast } from '../../platform/cache';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { Problem } from '../../platform/http';
import { log } from '../../platform/logging';
import { findAccess, touchSession } from './access.repository';
import type { AccessRow } from './access.repository';

/** A revoked session's token stops working within a second (AUTH-04): at once where the news travels, else by this. */
const TTL_MS = 15_000;
const TTL_UNHEARD_MS = 800;
const SEEN_EVERY_MS = 60_000;
const CHANNEL = 'auth.access';
/** Told by whoever renames a business, too. */
const PLACES_CHANGED = 'places.changed';
/** Told by whoever changes what a business asks of a role. */
const RULES_CHANGED = 'access.rules';

/** An account everywhere, or one member of one tenant, or all of them. */
type Whose = { accountId: string } | { tenantId: string; userId: string | null };

/** Whose access changed or ended, in all their sessions or in one. */
export type AccessChange = Whose & {
  sessionId?: string;
  /** A session of theirs that stays. */
  exceptSessionId?: string;
  /** Connections are to be cut: what they may hear has changed. Otherwise only what is remembered is stale. */
  disconnect: boolean;
};

interface Known {
  actor: Actor;
  at: number;
  /** The session's own end. */
  endsAt: number;
}

const known = new LRUCache<string, Known>({ max: 50_000 });
const loading = new Map<string, Promise<Known>>();
const listeners = new Set<(change: AccessChange) => void>();
/** Counts what was forgotten, so that an answer read before it is not remembered after it. */
let forgotten = 0;
let listening = false;

/** Whether a change concerns a session. */
export function concerns(
  change: AccessChange,
  session: Pick<Actor, 'userId' | 'accountId' | 'sessionId' | 'tenantId'>,
): boolean {
  const isTheirs =
    'accountId' in change
      ? change.accountId === session.accountId
      : change.tenantId === session.tenantId && (change.userId ?? session.userId) === session.userId;
  return (
    isTheirs &&
    (change.sessionId === undefined || change.sessionId === session.sessionId) &&
    change.exceptSessionId !== session.sessionId
  );
}

function forget(change: AccessChange): void {
  forgotten += 1;
  loading.clear();
  for (const [sessionId, { actor }] of known.entries()) {
    if (concerns(change, actor)) known.delete(sessionId);
  }
  for (const listener of listeners) listener(change);
}

function forgetAll(): void {
  forgotten += 1;
  loading.clear();
  known.clear();
}

function listen(): void {
  if (listening) return;
  listening = true;
  onBroadcast<AccessChange>(CHANNEL, forget, forgetAll);
  onBroadcast<{ tenantId: string }>(RULES_CHANGED, ({ tenantId }) =>
    forget({ tenantId, userId: null, disconnect: true }),
  );
  onBroadcast(PLACES_CHANGED, () => (forgotten += 1));
}

/** Tells every process that someone's access changed or ended. Call it after the commit. */
export function announceAccessChange(change: AccessChange): void {
  listen();
  broadcast(CHANNEL, change).catch((error: unknown) => log.warn('access change not announced', { error }));
}

/** Tells every process that an account's list of businesses changed: one more, another order. Call it after the commit. */
export function announcePlacesChange(): void {
  listen();
  void broadcast(PLACES_CHANGED, null);
}

/** Hears of ended and changed access from any process: sockets cut their connections by it. */
export function onAccessChange(listener: (change: AccessChange) => void): () => void {
  listen();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Works nowhere at present: may look after their account and join. */
const WITHOUT_PLACE: readonly Permission[] = ['profile:manage'];

/** People, their codes and their PINs are nobody else's to give out, nor is where a business's money goes. */
const NOT_IMPERSONATED: ReadonlySet<Permission> = new Set([
  'api-key:manage',
  'outlet:qris',
  'staff:manage',
  'subscription:manage',
  'terminal:manage',
]);

/** In which role a session's account acts, null for who works nowhere; undefined where it gives no access (any more). */
export function roleOf(row: AccessRow): Role | null | undefined {
  if (row.disabled_at) return undefined;
  // A terminal that was taken away has no outlet, and gives none.
  if (row.terminal_id && !row.outlet_ids?.[0]) return undefined;
  if (row.tenant_id) return row.role ?? undefined;
  return row.is_super_admin ? 'SUPER_ADMIN' : null;
}

function actorOf(sessionId: string, row: AccessRow): Actor | null {
  const role = roleOf(row);
  if (role === undefined || row.revoked_at || row.expires_at <= now()) return null;
  const outletIds = row.outlet_ids ?? [];
  const held = role
    ? effectivePermissions({ role, outletIds, grants: row.grants ?? [], revokes: row.revokes ?? [] })
    : WITHOUT_PLACE;
  const { impersonator_id, impersonator_name } = row;
  const impersonator = impersonator_id && {
    impersonator: { accountId: impersonator_id, name: impersonator_name ?? '', endsAt: row.expires_at },
  };
  return {
    userId: row.member_id ?? row.account_id,
    accountId: row.account_id,
    sessionId,
    tenantId: row.tenant_id,
    role,
    name: row.name,
    outletIds,
    permissions: new Set(impersonator ? held.filter((one) => !NOT_IMPERSONATED.has(one)) : held),
    // Of the account's owner; whoever looks through their eyes can't change it.
    mustChangePassword: row.must_change_password && !impersonator,
    mustSetUpTwoFactor: row.must_set_up_two_factor && !impersonator,
    terminalId: row.terminal_id,
    ...impersonator,
  };
}

async function load(sessionId: string): Promise<Known> {
  const since = forgotten;
  const row = await findAccess(sessionId);
  const actor = row && actorOf(sessionId, row);
  if (!actor) throw new Problem('unauthenticated');
  const entry = { actor, at: performance.now(), endsAt: row.expires_at.getTime() };
  if (since === forgotten) known.set(sessionId, entry);
  if (now().getTime() - row.last_seen_at.getTime() > SEEN_EVERY_MS) {
    touchSession(sessionId, now()).catch((error: unknown) => log.warn('session not touched', { error }));
  }
  return entry;
}

function loadOnce(sessionId: string): Promise<Known> {
  const running = loading.get(sessionId);
  if (running) return running;
  const mine = load(sessionId).finally(() => {
    if (loading.get(sessionId) === mine) loading.delete(sessionId);
  });
  loading.set(sessionId, mine);
  return mine;
}

/** The actor of a verified token where it is in memory and fresh, else null; throws where the token is another's. */
function rememberedActor({ sid, sub, tid }: AccessClaims): Actor | null {
  const remembered = known.get(sid);
  const ttl = hearsOthers() ? TTL_MS : TTL_UNHEARD_MS;
  const isFresh =
    remembered && performance.now() - remembered.at < ttl && remembered.endsAt > now().getTime();
  return isFresh ? ofToken(remembered.actor, sub, tid) : null;
}

function ofToken(actor: Actor, sub: string, tid: string | null): Actor {
  if (actor.userId !== sub || actor.tenantId !== tid) throw new Problem('unauthenticated');
  return actor;
}

/** The same as {@link authenticate} where all of it is in memory, else null, also for what is refused. */
export function authenticateHeld(token: string): Actor | null {
  const claims = rememberedClaims(token);
  try {
    return claims && rememberedActor(claims);
  } catch {
    return null;
  }
}

/** Counts what may have changed anybody's access, so that what was read of it before is told from what is read after. */
export const accessChanges = (): number => forgotten;

/**
 * Who a bearer is: the token's signature and time, then the session, the user and the membership behind it, from memory
 * for as long as that may be. Throws `unauthenticated` or `token_expired`.
 */
export async function authenticate(token: string): Promise<Actor> {
  listen();
  const claims = verifyAccessToken(token);
  const remembered = rememberedActor(claims);
  if (remembered) return remembered;
  const { actor } = await loadOnce(claims.sid);
  return ofToken(actor, claims.sub, claims.tid);
}

/** Empties the memory (tests that change rows by hand). */
export function forgetAccess(): void {
  forgetAll();
}
