import { AsyncLocalStorage } from 'node:async_hooks';
import type { Prisma } from './generated/client';

export type Db = Prisma.TransactionClient;

/** One transaction and everything that is to happen on its connection. */
export interface Unit {
  /** `tenant`: row-level security shows one tenant. `platform`: it does not apply. */
  kind: 'tenant' | 'platform';
  tenantId: string | null;
  tx: Db;
  afterCommit: (() => void)[];
  /** What a unit started and nobody waited for must not go on using its connection. */
  isOpen: boolean;
}

const units = new AsyncLocalStorage<Unit>();

/** The unit of work around the caller, or undefined where none is open. */
export function openUnit(): Unit | undefined {
  const unit = units.getStore();
  return unit?.isOpen ? unit : undefined;
}

/** Runs `fn` with a unit around it, which is over when `fn` is. */
export async function runUnit<T>(unit: Omit<Unit, 'isOpen'>, fn: () => Promise<T>): Promise<T> {
  const open: Unit = { ...unit, isOpen: true };
  try {
    return await units.run(open, fn);
  } finally {
    open.isOpen = false;
  }
}

/** The open transaction; throws where there is none, since without a tenant row-level security answers "no rows". */
export function db(): Db {
  const unit = openUnit();
  if (!unit) throw new Error('db() outside a unit of work, or after it has ended');
  return unit.tx;
}

/** The tenant of the open transaction; throws where there is none. */
export function dbTenantId(): string {
  const tenantId = openUnit()?.tenantId;
  if (!tenantId) throw new Error('no tenant in the open transaction');
  return tenantId;
}

/** Runs `fn` once the open transaction is committed, never when it is rolled back. */
export function afterCommit(fn: () => void): void {
  const unit = openUnit();
  if (!unit) throw new Error('afterCommit outside a transaction');
  unit.afterCommit.push(fn);
}

/**
 * Throws inside a unit of work: for what takes long (hashing a password) or speaks to another system, while a
 * connection and its locks would wait for it.
 */
export function assertNoOpenUnit(what: string): void {
  if (openUnit()) throw new Error(`${what} inside an open transaction`);
}

/**
 * One statement on the unit's own connection, with the types that `pg` gives: bigint and numeric come as text.
 */
export async function queryInUnit<R>(unit: Unit, text: string, values: unknown[]): Promise<R[]> {
  // eslint-disable-next-line no-restricted-syntax -- the text is the caller's constant, its values are parameters
  const rows = await unit.tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
  return rows.map((row) => {
    const entries = Object.entries(row).map(([name, value]) => [name, asPg(value)]);
    return Object.fromEntries(entries) as R;
  });
}

function asPg(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  const isDecimal = typeof value === 'object' && value !== null && 'toFixed' in value;
  return isDecimal ? (value as { toFixed(): string }).toFixed() : value;
}
