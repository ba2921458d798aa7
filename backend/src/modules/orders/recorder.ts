import { assertNoOpenUnit, callAsApp, sqlState } from '../../platform/db';
import { goTogether } from '../../lib/together';
import type { Asked } from '../../lib/together';
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

async function recordTogether(together: readonly Asked<Recordable, RecordOutcome>[]): Promise<void> {
  if (together.length === 1) {
    const { what, resolve, reject } = together[0]!;
    return recordAlone(what).then(resolve, reject);
  }
  try {
    const outcomes = await call(
      null,
      together.map(({ what }) => what),
    );
    together.forEach(({ what, resolve }, index) => {
      const known = outcomes[index]!;
      resolve(known.outcome === 'busy' ? recordAlone(what) : known);
    });
  } catch (error) {
    // The database refused one of them and with it all: each is tried alone, so that none pays for its neighbour.
    // Where it could not answer, nobody knows what stands: that is for whoever asks again.
    for (const { what, resolve, reject } of together) {
      if (sqlState(error) === null) reject(error);
      else resolve(recordAlone(what));
    }
  }
}

/** Characters from which on an order takes so long to record that the sales of others would feel it; an ordinary one has 6,000. */
const LARGE = 48_000;
const lengthOf = ({ rows, body }: Recordable): number =>
  Object.values(rows).reduce(
    (sum, texts) => texts.reduce((within, text) => within + text.length, sum),
    body.length,
  );

/** Of one tenant in line: what could be the same thing never goes twice in one call. */
const inLine = goTogether<Recordable, RecordOutcome>({
  most: 32,
  mostCalls: 4,
  patienceMs: 5,
  mostWaiting: 1_000,
  namesOf: ({ orderId, key }) => [`order ${orderId}`, ...(key === null ? [] : [`key ${key}`])],
  isLarge: (change) => lengthOf(change) >= LARGE,
  go: recordTogether,
});

/**
 * Records a change of an order with all that goes with it, in one statement. Changes of any tenants that come while
 * one is being recorded go together in the next call; each has its own outcome. One of an order that somebody else has just
 * then goes by itself, and waits. Rejects with the database's error, a unique violation for an id that is taken, and with
 * `GateBusy` where a tenant asks for far more than its share.
 */
export async function recordOrder(change: Recordable): Promise<RecordOutcome> {
  // Others' orders must never end up in somebody's transaction.
  assertNoOpenUnit('recording an order');
  return inLine(change.tenantId, change);
}
