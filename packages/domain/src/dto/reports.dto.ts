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
  tips: Money;
  /** What customers paid: net + tax + rounding + tips. */
  total: Money;
  refunds: Money;
}

/** Sales that came late: how many, and what they came to. */
export interface LateFigures {
  orders: number;
  total: Money;
}

/** Of a report's sales, what was entered or settled when its business day was over; `days` only where there is some. */
export interface LateSalesDto extends LateFigures {
  days: (LateFigures & { date: BusinessDate })[];
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
  late: LateSalesDto;
}

export interface DayFigures {
  date: BusinessDate;
  orders: number;
  total: Money;
  /** Total per order; 0 without orders. */
  average: Money;
}

/** An outlet's business day as it stands, or that of all outlets: the sum of what each of them shows. */
export interface DashboardDto {
  outletId: Id | null;
  /** The business dates that it is in the outlets now: two where one's day has begun before another's. */
  dates: { from: BusinessDate; to: BusinessDate };
  /** `date`: the outlet's, of all outlets the business's own. */
  today: DayFigures & Omit<SalesFigures, 'orders' | 'total'>;
  /** The same weekday a week ago, whole and up to the same time of day. */
  lastWeek: DayFigures & { ordersByNow: number; totalByNow: Money };
  /** By `net`: what was taken for it, without tax and service charge. */
  bestSellers: { productId: Id; name: string; quantity: number; total: Money; net: Money }[];
  /** Sales flagged `late` that arrived today. */
  late: LateFigures;
  /** As the sales report by payment. */
  byPayment: { key: string; label: string; orders: number; total: Money }[];
  /** Hours of the outlet's clock in which something was sold, in the order of the business day. */
  byHour: { hour: number; orders: number; total: Money }[];
}
