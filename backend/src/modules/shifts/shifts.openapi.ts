import { CASH_DIRECTIONS, PAYMENT_METHODS, SHIFT_FLAGS, SHIFT_STATUSES } from '@meja/domain';
import type { CashMovementDto, CloseShiftAnswerDto, ShiftDto, ShiftReportDto } from '@meja/domain';
import { s } from '../../platform/http';
import type { Field } from '../../platform/http';

/** May be below zero: what is missing from a drawer, a rounding down. */
const signed = s.any({ type: 'integer' }) as Field<number>;
const nullableSigned = signed.nullable();

const shift = s.object<ShiftDto>({
  id: s.uuid(),
  outletId: s.uuid(),
  status: s.enum(SHIFT_STATUSES),
  openedById: s.uuid(),
  openedByName: s.string(),
  openedAt: s.instant(),
  openingFloat: s.money(),
  closedById: s.uuid().nullable(),
  closedByName: s.string().nullable(),
  closedAt: s.instant().nullable(),
  expected: nullableSigned,
  counted: nullableSigned,
  difference: nullableSigned,
  version: s.integer(),
});

const movement = s.object<CashMovementDto>({
  id: s.uuid(),
  shiftId: s.uuid(),
  direction: s.enum(CASH_DIRECTIONS),
  amount: s.money(),
  reason: s.string(),
  overdrawn: s.boolean(),
  userId: s.uuid(),
  userName: s.string(),
  createdAt: s.instant(),
});

const report = s.object<ShiftReportDto>({
  shift,
  orders: s.integer(),
  gross: s.money(),
  discount: s.money(),
  serviceCharge: s.money(),
  tax: s.money(),
  rounding: signed,
  tips: s.money(),
  total: s.money(),
  voids: s.integer(),
  payments: s.array(s.object({ method: s.enum(PAYMENT_METHODS), count: s.integer(), amount: s.money() })),
  unconfirmed: s.object({ count: s.integer(), amount: s.money() }),
  refunds: s.money(),
  cashIn: s.money(),
  cashOut: s.money(),
  expectedCash: signed,
  movements: s.array(movement),
  flags: s.array(s.enum(SHIFT_FLAGS)),
});

const closed = s.object<CloseShiftAnswerDto>({
  expected: signed,
  counted: s.money(),
  difference: signed,
  shift,
});

const data = (field: Field) => s.object({ data: field }).json;

export const shiftAnswer = data(shift);
export const currentShiftAnswer = data(shift.nullable());
export const movementAnswer = data(movement);
export const shiftReportAnswer = data(report);
export const closedShiftAnswer = data(closed);
export const shiftsAnswer = s.object({
  data: s.array(shift),
  meta: s.object({ nextCursor: s.string().nullable() }),
}).json;
