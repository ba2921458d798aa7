import type { CashMovementDto, ShiftDto } from '@meja/domain';
import type { MovementRow, ShiftRow } from './shifts.repository';

export function presentShift(row: ShiftRow): ShiftDto {
  return {
    id: row.id,
    outletId: row.outletId,
    status: row.status,
    openedById: row.cashierId,
    openedByName: row.cashierName,
    openedAt: row.openedAt.toISOString(),
    openingFloat: row.openingFloat,
    closedById: row.closedBy,
    closedByName: row.closedByName,
    closedAt: row.closedAt?.toISOString() ?? null,
    expected: row.expectedTotal,
    counted: row.countedTotal,
    difference: row.difference,
    version: row.version,
  };
}

export function presentMovement(row: MovementRow): CashMovementDto {
  return {
    id: row.id,
    shiftId: row.shiftId,
    direction: row.direction,
    amount: row.amount,
    reason: row.reason,
    overdrawn: row.overdrawn,
    userId: row.createdBy,
    userName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
  };
}
