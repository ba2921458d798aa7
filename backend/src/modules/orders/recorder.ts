import { assertNoOpenUnit, callAsApp, sqlState } from '../../platform/db';
import { GateBusy } from '../../lib/gate';
import { NUMBER_TOKEN } from './record';
import type { Recordable, Table } from './record';

/** What became of one change. */
export type RecordOutcome =
  | { outcome: 'created' | 'changed'; number: number }
  | { outcome: 'replayed'; status: number; body: string; request_hash: string }
  | { outcome: 'exists'; number: number; request_hash: string }
  | { outcome: 'in_progress' }
  | { outcome: 'stale_menu' | 'shift_not_open' | 'version_conflict' };

/** Of several: it would have had to wait for somebody. */
type OneOfMany = RecordOutcome | { outcome: 'busy' };

/** The most changes of one call. */
const MOST = 32;
/** How long the next ones wait for a call that is under way, in milliseconds, and how many calls there are at most. */
const PATIENCE_MS = 5;
const MOST_CALLS = 4;
/** How many of one tenant may wait; who comes after them is turned away at once. */
const MOST_WAITING = 1_000;
/** What parts the kept answers; JSON never holds one. */
const SEPARATOR = '\u001e';

/** The parameters of `record_orders` for these changes, in their order. */
export function callFor(changes: readonly Recordable[]): { payload: string; bodies: string } {
  const tables = new Map<Table, string[]>();
  changes.forEach(({ rows }, index) => {
    for (const [table, texts] of Object.entries(rows) as [Table, string[]][]) {
      const all = tables.get(table) ?? [];
      tables.set(table, all);
      for (const text of texts) all.push(`{"n":${index + 1},${text.slice(1)}`);
    }
  });
  const parts = [...tables].map(([table, texts]) => `"${table}":[${texts.join(',')}]`);
  const heads = JSON.stringify(changes.map(({ head }) => head));
  return {
    payload: `{"token":"${NUMBER_TOKEN}","changes":${heads},${parts.join(',')}}`,
    bodies: changes.map(({ body }) => body).join(SEPARATOR),
  };
}

/** One call for all of them; `tenantId` is whose they are, null where of several. */
function call(tenantId: string | null, changes: readonly Recordable[]): Promise<OneOfMany[]> {
  const { payload, bodies } = callFor(changes);
  return callAsApp<OneOfMany & Record<string, unknown>>(
    tenantId,
    'record_orders',
    'SELECT * FROM record_orders($1::jsonb, $2)',
    [payload, bodies],
  );
}

/** Records one change by itself, within its tenant's share of the connections; it waits for whoever is before it. */
async function recordAlone(change: Recordable): Promise<RecordOutcome> {
  const [outcome] = await call(change.tenantId, [change]);
  return outcome as RecordOutcome;
}

interface Waiting {
  change: Recordable;
  resolve: (outcome: RecordOutcome | Promise<RecordOutcome>) => void;
  reject: (error: unknown) => void;
}

/** Of each tenant, in the order in which their turns come. */
const lines = new Map<string, Waiting[]>();
let callsUnderWay = 0;
let impatient: NodeJS.Timeout | null = null;

/** The next ones to go together: tenants take turns, and what could be the same thing never goes twice. */
function nextTogether(): Waiting[] {
  const taken: Waiting[] = [];
  const things = new Set<string>();
  const later: [string, Waiting[]][] = [];
  for (const [tenantId, line] of lines) {
    lines.delete(tenantId);
    const { orderId, key } = line[0]!.change;
    const names = [`order ${tenantId} ${orderId}`, ...(key === null ? [] : [`key ${tenantId} ${key}`])];
    if (names.some((name) => things.has(name))) {
      // Its double is on its way: the tenant's turn comes again with the next call.
      later.push([tenantId, line]);
      continue;
    }
    names.forEach((name) => things.add(name));
    taken.push(line.shift()!);
    // Put back at the end, where this very loop comes by again.
    if (line.length > 0) lines.set(tenantId, line);
    if (taken.length === MOST) break;
  }
  for (const [tenantId, line] of later) lines.set(tenantId, line);
  return taken;
}

async function recordTogether(together: readonly Waiting[]): Promise<void> {
  if (together.length === 1) {
    const [{ change, resolve, reject }] = together as [Waiting];
    return recordAlone(change).then(resolve, reject);
  }
  try {
    const outcomes = await call(
      null,
      together.map(({ change }) => change),
    );
    together.forEach(({ change, resolve }, index) => {
      const known = outcomes[index]!;
      resolve(known.outcome === 'busy' ? recordAlone(change) : known);
    });
  } catch (error) {
    // The database refused one of them and with it all: each is tried alone, so that none pays for its neighbour.
    // Where it could not answer, nobody knows what stands: that is for whoever asks again.
    for (const { change, resolve, reject } of together) {
      if (sqlState(error) === null) reject(error);
      else resolve(recordAlone(change));
    }
  }
}

function start(): void {
  if (lines.size === 0 || callsUnderWay >= MOST_CALLS) return;
  if (impatient) clearTimeout(impatient);
  impatient = null;
  callsUnderWay += 1;
  void recordTogether(nextTogether()).finally(() => {
    callsUnderWay -= 1;
    start();
  });
  if (lines.size > 0) waitForTurn();
}

function waitForTurn(): void {
  impatient ??= setTimeout(() => {
    impatient = null;
    start();
  }, PATIENCE_MS).unref();
}

/**
 * Records a change of an order with all that goes with it, in one statement. New orders of any tenants that come while
 * one is being recorded go together in the next call; each has its own outcome. A change of an order that exists goes
 * by itself: it may have to wait for whoever has the order. Rejects with the database's error, a unique violation
 * for an id that is taken, and with `GateBusy` where a tenant asks for far more than its share.
 */
export function recordOrder(change: Recordable): Promise<RecordOutcome> {
  // Others' orders must never end up in somebody's transaction.
  assertNoOpenUnit('recording an order');
  if (!change.isNew) return recordAlone(change);
  return new Promise((resolve, reject) => {
    const line = lines.get(change.tenantId) ?? [];
    if (line.length >= MOST_WAITING) throw new GateBusy(1);
    line.push({ change, resolve, reject });
    lines.set(change.tenantId, line);
    if (callsUnderWay === 0) start();
    else waitForTurn();
  });
}
