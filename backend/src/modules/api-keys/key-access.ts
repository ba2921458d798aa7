import { performance } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import { effectivePermissions } from '@meja/domain';
import { broadcast, hearsOthers, onBroadcast } from '../../platform/cache';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { Problem } from '../../platform/http';
import { log } from '../../platform/logging';
import { concerns, onAccessChange } from '../auth';
import { findKeyAccess, touchKey } from './key-access.repository';
import type { KeyAccessRow } from './key-access.repository';
import { hashKey, isKey } from './key.rules';

/** A revoked key stops working within a second: at once where the news travels, else by this. */
const TTL_MS = 15_000;
const TTL_UNHEARD_MS = 800;
const USED_EVERY_MS = 60_000;
const CHANNEL = 'api-keys.ended';

interface Known {
  actor: Actor;
  at: number;
}

/** By the key's digest: what is remembered of a key is no key. */
const known = new LRUCache<string, Known>({ max: 10_000 });
/** Counts what was forgotten, so that an answer read before it is not remembered after it. */
let forgotten = 0;
let listening = false;

function forget(isMeant: (actor: Actor) => boolean): void {
  forgotten += 1;
  for (const [hash, { actor }] of known.entries()) if (isMeant(actor)) known.delete(hash);
}

function listen(): void {
  if (listening) return;
  listening = true;
  onBroadcast<{ tenantId: string; id: string }>(
    CHANNEL,
    ({ tenantId, id }) => forget((actor) => actor.tenantId === tenantId && actor.apiKeyId === id),
    () => forget(() => true),
  );
  // Whoever made it was disabled, removed or given another role.
  onAccessChange((change) => forget((actor) => concerns(change, actor)));
}

/** Tells every process that a key has ended. Call it after the commit. */
export function announceKeyEnd(tenantId: string, id: string): void {
  listen();
  void broadcast(CHANNEL, { tenantId, id });
}

/** The key's scopes, less what its maker holds no more. */
function actorOf(row: KeyAccessRow): Actor {
  const held = new Set(
    effectivePermissions({
      role: row.role,
      outletIds: row.outlet_ids,
      grants: row.grants,
      revokes: row.revokes,
    }),
  );
  return {
    userId: row.member_id,
    accountId: row.account_id,
    sessionId: row.id,
    tenantId: row.tenant_id,
    role: row.role,
    name: row.name,
    outletIds: row.outlet_ids,
    permissions: new Set(row.scopes.filter((scope) => held.has(scope))),
    mustChangePassword: false,
    apiKeyId: row.id,
  };
}

async function load(hash: string): Promise<Actor> {
  const since = forgotten;
  const row = await findKeyAccess(hash);
  if (!row) throw new Problem('unauthenticated');
  const actor = actorOf(row);
  if (since === forgotten) known.set(hash, { actor, at: performance.now() });
  if (now().getTime() - (row.last_used_at?.getTime() ?? 0) > USED_EVERY_MS) {
    touchKey(row.tenant_id, row.id, now()).catch((error: unknown) =>
      log.warn('api key not touched', { error }),
    );
  }
  return actor;
}

/** Who comes in with a key, from memory for as long as that may be. Throws `unauthenticated`. */
export async function authenticateKey(key: string): Promise<Actor> {
  if (!isKey(key)) throw new Problem('unauthenticated');
  listen();
  const hash = hashKey(key);
  const remembered = known.get(hash);
  const ttl = hearsOthers() ? TTL_MS : TTL_UNHEARD_MS;
  if (remembered && performance.now() - remembered.at < ttl) return remembered.actor;
  return load(hash);
}
