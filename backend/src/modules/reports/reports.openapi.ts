import { REPORT_GROUPS } from '@meja/domain';
import type {
  DashboardDto,
  LateFigures,
  LateSalesDto,
  SalesFigures,
  SalesReportDto,
  SalesReportRow,
} from '@meja/domain';
import { s } from '../../platform/http';
import type { Field, Shape } from '../../platform/http';

/** Rounding may be below zero, and so may a row that holds nothing else. */
const signed = s.any({ type: 'integer' }) as Field<number>;

const figures: Shape<SalesFigures> = {
  orders: s.integer(),
  items: s.number(),
  gross: signed,
  discount: signed,
  serviceCharge: signed,
  tax: signed,
  rounding: signed,
  net: signed,
  tips: signed,
  total: signed,
  refunds: signed,
};
const lateFigures = { orders: s.integer(), total: signed };
const { orders: _orders, total: _total, ...otherFigures } = figures;
const day = { date: s.date(), orders: s.integer(), total: signed, average: signed };

export const salesAnswer = s.object({
  data: s.object<SalesReportDto>({
    from: s.date(),
    to: s.date(),
    outletId: s.uuid().nullable(),
    groupBy: s.enum(REPORT_GROUPS),
    rows: s.array(s.object<SalesReportRow>({ key: s.string({ min: 0 }), label: s.string(), ...figures })),
    totals: s.object<SalesFigures>(figures),
    late: s.object<LateSalesDto>({
      ...lateFigures,
      days: s.array(s.object({ date: s.date(), ...lateFigures })),
    }),
  }),
}).json;

export const dashboardAnswer = s.object({
  data: s.object<DashboardDto>({
    outletId: s.uuid().nullable(),
    dates: s.object({ from: s.date(), to: s.date() }),
    today: s.object<DashboardDto['today']>({ ...day, ...otherFigures }),
    lastWeek: s.object<DashboardDto['lastWeek']>({ ...day, ordersByNow: s.integer(), totalByNow: signed }),
    bestSellers: s.array(
      s.object({
        productId: s.uuid(),
        name: s.string(),
        quantity: s.number(),
        total: signed,
        net: signed,
      }),
    ),
    late: s.object<LateFigures>(lateFigures),
    byPayment: s.array(s.object({ key: s.string(), label: s.string(), orders: s.integer(), total: signed })),
    byHour: s.array(s.object({ hour: s.integer({ max: 23 }), orders: s.integer(), total: signed })),
  }),
}).json;
