import { withTenant } from '../../platform/db';
import { checkStretch, findTenantsAfter, hashAt } from './chain.repository';
import type { Stretch } from './chain.repository';

/** Rows in one statement: some hundredths of a second, and little memory whatever the log's length. */
const STRETCH = 5_000;
const TENANTS_AT_ONCE = 200;

export interface ChainDto {
  /** Whether no row of what was looked at was changed, removed, added or put elsewhere. */
  intact: boolean;
  /** `seq` of the first row that does not hold. */
  brokenAt: number | null;
  /** How many rows were recomputed. */
  rows: number;
  /** `seq` of the last of them. */
  checkedTo: number;
  /** When what it tells of happened; null where no row was looked at. */
  checkedUntil: string | null;
  /** `seq` at which the log ends; with `checkedTo` it tells how far the proof has come. */
  headSeq: number;
}

export interface StretchQuery {
  /** Rows after this one. */
  after?: number;
  /** So many at most; without it all. */
  limit?: number;
}

const until = ({ lastAt }: Stretch): string | null => lastAt?.toISOString() ?? null;

/**
 * Recomputes the chain of a business, or a stretch of it: one proof of many stretches, each after the `checkedTo` of the
 * one before, is the proof of the whole. The rows are walked in stretches of their own either way.
 */
export async function verifyAuditLog(
  tenantId: string,
  { after = 0, limit = Number.MAX_SAFE_INTEGER }: StretchQuery = {},
): Promise<ChainDto> {
  let rows = 0;
  let at = after;
  let checkedUntil: string | null = null;
  for (;;) {
    const take = Math.min(STRETCH, limit - rows);
    const stretch = await withTenant(tenantId, () => checkStretch(at, take));
    rows += stretch.rows;
    at = stretch.lastSeq;
    checkedUntil = until(stretch) ?? checkedUntil;
    const { brokenAt, headSeq } = stretch;
    if (brokenAt === null && stretch.rows === take && rows < limit && at < headSeq) continue;
    return { intact: brokenAt === null, brokenAt, rows, checkedTo: at, checkedUntil, headSeq };
  }
}

/** Where a log ended at some time: what an owner of the database could rewrite, but not in somebody else's keeping. */
export interface Anchor {
  seq: number;
  hash: string;
}

export interface Proof extends ChainDto {
  tenantId: string;
  head: Anchor;
}

/**
 * The proof of a tenant's whole log and where it ends. With an `anchor`, kept from an earlier proof, the row of then has
 * to be there with the hash of then: a log that was cut off or written anew together with its head does not hold.
 */
export async function proveLog(tenantId: string, anchor?: Anchor): Promise<Proof> {
  const hash = (seq: number) => withTenant(tenantId, () => hashAt(seq));
  const chain = await verifyAuditLog(tenantId);
  const head = { seq: chain.checkedTo, hash: (await hash(chain.checkedTo)) ?? '' };
  if (!chain.intact || !anchor || anchor.seq === 0) return { ...chain, tenantId, head };
  const holds = (await hash(anchor.seq)) === anchor.hash;
  const brokenAt = holds ? null : Math.min(anchor.seq, chain.checkedTo + 1);
  return { ...chain, intact: holds, brokenAt, tenantId, head };
}

/** Every tenant's id, a page in memory at a time. */
export async function* eachTenant(): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await findTenantsAfter(after, TENANTS_AT_ONCE);
    yield* ids;
    if (ids.length < TENANTS_AT_ONCE) return;
    after = ids[ids.length - 1]!;
  }
}
