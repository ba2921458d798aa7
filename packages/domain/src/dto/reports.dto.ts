import type { Money } from '../money';
import type { BusinessDate, Id } from './common.dto';
import type { ReportGroup } from './enums';

export interface SalesFigures {
  orders: number;
  /** Sold quantity, voided items left out. */
  items: number;
  gross: Money;
  discount: Money;
  serviceCharge: Money;
  tax: Money;
  rounding: Money;
  /** Sales without tax: gross − discount + service charge − tax contained in prices. */
  net: Money;
  total: Money;
  refunds: Money;
}

export interface SalesReportRow extends SalesFigures {
  key: string;
  label: string;
}

export interface SalesReportDto {
  from: BusinessDate;
  to: BusinessDate;
  outletId: Id | null;
  groupBy: ReportGroup;
  rows: SalesReportRow[];
  totals: SalesFigures;
}
