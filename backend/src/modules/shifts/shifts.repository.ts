import type { CashDirection, DenominationCount, Money, ShiftStatus } from '@meja/domain';
import { db } from '../../platform/db';
import type { Prisma } from '../../platform/db';

export interface ShiftRow {
  id: string;
  outletId: string;
  cashierId: string;
  cashierName: string;
  status: ShiftStatus;
  openingFloat: Money;
  countedTotal: Money | null;
  expectedTotal: Money | null;
  difference: Money | null;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  closedByName: string | null;
  version: number;
}

export interface MovementRow {
  id: string;
  shiftId: string;
  direction: CashDirection;
  amount: Money;
  reason: string;
  overdrawn: boolean;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
}

type StoredShift = Awaited<ReturnType<ReturnType<typeof db>['shift']['findFirst']>>;
type StoredMovement = Awaited<ReturnType<ReturnType<typeof db>['cashMovement']['findFirst']>>;

const moneyOrNull = (amount: bigint | null) => (amount === null ? null : Number(amount));

function toShift(row: NonNullable<StoredShift>): ShiftRow {
  return {
    ...row,
    status: row.status as ShiftStatus,
    openingFloat: Number(row.openingFloat),
    countedTotal: moneyOrNull(row.countedTotal),
    expectedTotal: moneyOrNull(row.expectedTotal),
    difference: moneyOrNull(row.difference),
  };
}

const toMovement = (row: NonNullable<StoredMovement>): MovementRow => ({
  ...row,
  direction: row.direction as CashDirection,
  amount: Number(row.amount),
});

export async function findShift(id: string): Promise<ShiftRow | null> {
  const row = await db().shift.findFirst({ where: { id } });
  return row && toShift(row);
}

export async function findOpenShift(outletId: string, cashierId: string): Promise<ShiftRow | null> {
  const row = await db().shift.findFirst({ where: { outletId, cashierId, status: 'OPEN' } });
  return row && toShift(row);
}

/**
 * Locks a shift until the commit and reads it. `share` is what a sale holds: any number of those go together, while
 * closing takes the row alone, so that each of them falls either before or after the count.
 */
export async function lockShift(id: string, mode: 'share' | 'alone'): Promise<ShiftRow | null> {
  if (mode === 'share') await db().$queryRaw`SELECT FROM shifts WHERE id = ${id}::uuid FOR SHARE`;
  else await db().$queryRaw`SELECT FROM shifts WHERE id = ${id}::uuid FOR UPDATE`;
  return findShift(id);
}

export interface NewShift {
  id: string;
  outletId: string;
  cashierId: string;
  cashierName: string;
  openingFloat: Money;
  businessDate: string;
  openedAt: Date;
}

/** False where the id is taken or the cashier has a shift open there; waits for one that is just being opened. */
export async function insertShift(shift: NewShift): Promise<boolean> {
  const inserted = await db().$executeRaw`
    INSERT INTO shifts (id, outlet_id, cashier_id, cashier_name, opening_float, business_date, opened_at)
    VALUES (${shift.id}::uuid, ${shift.outletId}::uuid, ${shift.cashierId}::uuid, ${shift.cashierName},
            ${shift.openingFloat}, ${shift.businessDate}::date, ${shift.openedAt})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

export async function findMovement(id: string): Promise<MovementRow | null> {
  const row = await db().cashMovement.findFirst({ where: { id } });
  return row && toMovement(row);
}

/** False where the id is taken. */
export async function insertMovement(movement: MovementRow): Promise<boolean> {
  const inserted = await db().$executeRaw`
    INSERT INTO cash_movements (id, shift_id, direction, amount, reason, overdrawn, created_by, created_by_name,
                                created_at)
    VALUES (${movement.id}::uuid, ${movement.shiftId}::uuid, ${movement.direction}, ${movement.amount},
            ${movement.reason}, ${movement.overdrawn}, ${movement.createdBy}::uuid, ${movement.createdByName}, ${movement.createdAt})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

export async function listMovements(shiftId: string): Promise<MovementRow[]> {
  const rows = await db().cashMovement.findMany({
    where: { shiftId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toMovement);
}

export interface Closing {
  counted: Money | DenominationCount[];
  countedTotal: Money;
  expectedTotal: Money;
  closedBy: string;
  closedByName: string;
  closedAt: Date;
}

export async function closeShift(tenantId: string, id: string, closing: Closing): Promise<ShiftRow> {
  const row = await db().shift.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...closing,
      counted: closing.counted as Prisma.InputJsonValue,
      difference: closing.countedTotal - closing.expectedTotal,
      status: 'CLOSED',
      version: { increment: 1 },
    },
  });
  return toShift(row);
}

export interface ShiftFilter {
  outletId?: string;
  status?: ShiftStatus;
  /** Only these outlets; null: any. */
  outletIds: readonly string[] | null;
  /** Only this cashier's; null: anybody's. */
  cashierId: string | null;
  before: { openedAt: Date; id: string } | null;
  take: number;
}

/** Newest first. */
export async function listShifts(filter: ShiftFilter): Promise<ShiftRow[]> {
  const { outletId, status, outletIds, cashierId, before, take } = filter;
  const rows = await db().shift.findMany({
    where: {
      AND: [
        outletId ? { outletId } : {},
        status ? { status } : {},
        outletIds ? { outletId: { in: [...outletIds] } } : {},
        cashierId ? { cashierId } : {},
        before
          ? {
              OR: [
                { openedAt: { lt: before.openedAt } },
                { openedAt: before.openedAt, id: { lt: before.id } },
              ],
            }
          : {},
      ],
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take,
  });
  return rows.map(toShift);
}
