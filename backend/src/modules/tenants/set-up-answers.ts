import { LRUCache } from 'lru-cache';
import { isLimited } from '../../platform/context';
import { assertNoOpenUnit } from '../../platform/db';
import { hold, replyHeld } from '../../platform/http';
import type { Asking, Call, Held, JsonReply, PageQuery, Reply } from '../../platform/http';
import { cacheKey } from '../../platform/keys';
import type { CacheKey } from '../../platform/keys';
import { believedCatalogVersion, catalogVersion } from './catalog-version';

/** Bytes that the answers of all tenants take. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What an answer takes beside its text and, by half of that, its compressed twins. */
const ENTRY_BYTES = 600;

interface Kept {
  version: number;
  held: Held;
}

const kept = new LRUCache<CacheKey, Kept>({
  maxSize: MOST_BYTES,
  sizeCalculation: ({ held }, key) => Math.ceil(held.body.length * 1.5) + key.length * 2 + ENTRY_BYTES,
});

/** A read of what a business has set up, from memory while its version stands. */
export interface SetUpAnswer<Q> {
  handle(call: Call<undefined, Q>): Promise<Reply>;
  held(asking: Asking<Q>): Held | null;
}

/** By whom and what was asked: outlets limit what a person sees, and the query the rest; null for a later page. */
function keyOf<Q>(area: string, { actor, tenantId, query }: Asking<Q>): CacheKey | null {
  const { cursor, ...asked } = query as PageQuery;
  if (!tenantId || cursor !== undefined) return null;
  const seen = isLimited(actor) ? [...actor.outletIds].sort().join(',') : 'all';
  return cacheKey(area, tenantId, seen, ...Object.entries(asked).sort().flat().map(String));
}

/** A page with others behind it: its cursor is sealed on the way out, for each list by itself. */
const hasNextPage = ({ json }: JsonReply): boolean =>
  Boolean((json as { meta?: { nextCursor?: string | null } }).meta?.nextCursor);

/**
 * Answers a GET from memory. `read` gives what the handler would; what it reads must be the tenant's set-up alone, seen
 * through the actor's outlets and the query, and nothing of the person else. `holdAs` names it
 * where it has a version of its own.
 */
export function setUpAnswer<Q>(
  area: string,
  read: (asking: Asking<Q> & { tenantId: string }) => Promise<JsonReply>,
  holdAs: (reply: JsonReply) => Held = ({ json }) => hold(JSON.stringify(json)),
): SetUpAnswer<Q> {
  return {
    async handle({ actor, tenantId, query, req }) {
      assertNoOpenUnit('what all share of a set-up');
      const asking = { actor, tenantId, query };
      const key = keyOf(area, asking);
      if (!key) return read(asking);
      // Before what it is the version of, so that what is kept is never older than it says.
      const version = await catalogVersion(tenantId);
      let found = kept.get(key);
      if (!found || found.version < version) {
        const reply = await read(asking);
        if (hasNextPage(reply)) return reply;
        found = { version, held: holdAs(reply) };
        kept.set(key, found);
      }
      return replyHeld(found.held, req.headers['if-none-match']);
    },
    held(asking) {
      const key = keyOf(area, asking);
      const found = key && kept.get(key);
      if (!found) return null;
      const version = believedCatalogVersion(asking.tenantId!);
      return version !== null && found.version >= version ? found.held : null;
    },
  };
}
