import type { Money } from '../money';
import type { BusinessDate, Id, IsoTime } from './common.dto';
import type { PaymentConfirmation } from './enums';

/** The printed code that guests of an outlet pay into. */
export interface QrisCodeDto {
  payload: string;
  merchantName: string;
  merchantCity: string;
  nmid: string | null;
  setByName: string;
  setAt: IsoTime;
  version: number;
}

export interface QrisCodeBody {
  payload: string;
}

/** A payment by QRIS as it is matched with the bank's statement. */
export interface QrisPaymentDto {
  id: Id;
  orderId: Id;
  orderNumber: string;
  outletId: Id;
  /** What the guest paid: tip included. */
  amount: Money;
  reference: string | null;
  cashierName: string | null;
  businessDate: BusinessDate;
  paidAt: IsoTime;
  confirmation: PaymentConfirmation;
  /** Who found it on the statement, and when; null while nobody has. */
  confirmedByName: string | null;
  confirmedAt: IsoTime | null;
}

export interface QrisDayDto {
  outletId: Id;
  businessDate: BusinessDate;
  count: number;
  amount: Money;
  /** Of those, what nobody has found on the statement yet. */
  unconfirmed: { count: number; amount: Money };
}

/** Payments by QRIS of one outlet that are ticked off, or whose tick is taken back. */
export interface QrisMatchBody {
  outletId: Id;
  paymentIds: Id[];
}
