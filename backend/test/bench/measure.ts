/** One measurement: what was asked, what it cost by the kernel's books, at one speed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Product } from '../fault-kit/product';
import { REFERENCE_MS, difference, probe, spentBy } from './accounting';
import type { Spent } from './accounting';
import { speedFactor } from './arithmetic';
import type { Helper } from './helper';
import type { Outcome } from './load';
import type { HotPath } from './paths';
import type { Result } from './report';

export interface Bench {
  product: Product;
  database: Client;
  hands: Helper;
  shops: number;
  seconds: number;
}

const DRAIN_MS = 10_000;

/** What follows a request belongs to it: waits until the relay has handed over what was written. */
async function drained(database: Client): Promise<void> {
  for (const until = Date.now() + DRAIN_MS; Date.now() < until; await pause(50)) {
    const { rows } = await database.query(
      `SELECT 1 FROM outbox
       WHERE published_seq IS NULL OR published_seq > (SELECT delivered_seq FROM outbox_relay) LIMIT 1`,
    );
    if (rows.length === 0) return;
  }
}

async function bytesAndOrders(database: Client): Promise<{ bytes: number; orders: number }> {
  const { rows } = await database.query<{ bytes: string; orders: string }>(
    'SELECT pg_database_size(current_database()) AS bytes, (SELECT count(*) FROM orders) AS orders',
  );
  return { bytes: Number(rows[0]!.bytes), orders: Number(rows[0]!.orders) };
}

/** Runs `work` between two readings of the books and two probes of the machine's speed. */
export async function account<T>(
  { product, database }: Bench,
  work: (begin: () => void) => Promise<T>,
): Promise<{ outcome: T; spent: Spent; factor: number }> {
  const before = probe();
  let from = spentBy(product);
  const outcome = await work(() => (from = spentBy(product)));
  await drained(database);
  const spent = difference(spentBy(product), from);
  return { outcome, spent, factor: speedFactor(REFERENCE_MS, before, probe()) };
}

/** Errors, for the remarks. */
export const told = ({ errors, firstError }: Outcome): string[] =>
  Object.keys(errors).length ? [`ERRORS ${JSON.stringify(errors)} ${firstError}`] : [];

/** Makes what a path needs. */
export async function prepare(bench: Bench, path: HotPath): Promise<void> {
  for (const { kind, count } of path.before ?? []) {
    const plan = {
      mix: [[kind, 1]] as [[typeof kind, number]],
      connections: kind === 'tickets' ? count : 16,
      shops: bench.shops,
      warmSeconds: 0,
      seconds: 60,
      limit: count,
    };
    const outcome = await bench.hands.load(plan, () => undefined);
    if (outcome.firstError) throw new Error(`${path.name} could not be prepared: ${outcome.firstError}`);
  }
}

/** Measures a path; the bytes that each order added stand in the remarks. */
export async function measure(bench: Bench, path: HotPath): Promise<Result[]> {
  await prepare(bench, path);
  const isOrder = path.plan.mix.some(([kind]) => kind === 'order' || kind === 'table') && !path.isMixed;
  let stored = await bytesAndOrders(bench.database);
  const { outcome, spent, factor } = await account(bench, (begin) =>
    bench.hands.load(
      {
        ...path.plan,
        shops: path.plan.shops ?? bench.shops,
        // What was made beforehand is for what counts.
        warmSeconds: path.plan.limit ? 0 : Math.min(2, bench.seconds / 3),
        seconds: bench.seconds * (path.secondsFactor ?? 1),
      },
      begin,
    ),
  );
  const remarks = [`speed ${factor.toFixed(2)}`, ...told(outcome)];
  if (isOrder) {
    const from = stored;
    stored = await bytesAndOrders(bench.database);
    const each = (stored.bytes - from.bytes) / Math.max(1, stored.orders - from.orders);
    remarks.unshift(`${(each / 1000).toFixed(1)} KB stored per order`);
  }
  const all = Object.values(outcome.times).flat();
  const whole: Result = { name: path.what, times: all, seconds: outcome.seconds, spent, factor, remarks };
  if (!path.isMixed) return [whole];
  return [
    whole,
    ...Object.entries(outcome.times).map(([kind, times]) => ({
      name: `– ${kind} among them`,
      times,
      seconds: outcome.seconds,
      remarks: [],
    })),
  ];
}
