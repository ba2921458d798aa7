import type { Money } from '../money';
import type { Id, IsoTime } from './common.dto';
import type { CashDirection, PaymentMethod, ShiftFlag, ShiftStatus } from './enums';

export interface CashMovementDto {
  id: Id;
  shiftId: Id;
  direction: CashDirection;
  amount: Money;
  reason: string;
  /** More was taken out than should have been in the drawer. */
  overdrawn: boolean;
  userId: Id;
  userName: string;
  createdAt: IsoTime;
}

export interface ShiftDto {
  id: Id;
  outletId: Id;
  status: ShiftStatus;
  openedById: Id;
  openedByName: string;
  openedAt: IsoTime;
  openingFloat: Money;
  closedById: Id | null;
  closedByName: string | null;
  closedAt: IsoTime | null;
  /** null while open. */
  expected: Money | null;
  counted: Money | null;
  difference: Money | null;
  version: number;
}

export interface OpenShiftBody {
  id?: Id;
  outletId: Id;
  openingFloat: Money;
}

export interface CashMovementBody {
  id?: Id;
  direction: CashDirection;
  amount: Money;
  reason: string;
}

export interface DenominationCount {
  denomination: Money;
  count: number;
}

export interface CloseShiftBody {
  counted: Money | DenominationCount[];
  version?: number;
}

export interface CloseShiftAnswerDto {
  expected: Money;
  counted: Money;
  difference: Money;
  shift: ShiftDto;
}

/** X report while open, Z report once closed. */
export interface ShiftReportDto {
  shift: ShiftDto;
  orders: number;
  gross: Money;
  discount: Money;
  serviceCharge: Money;
  tax: Money;
  rounding: Money;
  tips: Money;
  total: Money;
  voids: number;
  payments: { method: PaymentMethod; count: number; amount: Money }[];
  /** Payments by QRIS that no bank's statement has confirmed yet. */
  unconfirmed: { count: number; amount: Money };
  refunds: Money;
  cashIn: Money;
  cashOut: Money;
  /** `openingFloat + cash payments + cashIn − cashOut − cash refunds`. */
  expectedCash: Money;
  movements: CashMovementDto[];
  /** What the owner should look at: `overdrawn`, a movement is, or less than nothing is expected in the drawer. */
  flags: ShiftFlag[];
}
