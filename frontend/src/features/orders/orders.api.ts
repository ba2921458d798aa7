import type { OrderDto, OrderSummaryDto, ReceiptModel, SalesReportDto, SettingsDto } from '@meja/domain';
import { getData, listPage, type Page } from '@/shared/api';

export interface SalesFilter {
  from: string;
  to: string;
  outletId: string;
  status: string;
  q: string;
  /** `late`, or ''. */
  flag: string;
}

const PAGE = 100;

/** One page of orders in short, newest first; empty filters are left out. Throws `ApiProblem`. */
export function fetchOrders(filter: SalesFilter, cursor: string | null): Promise<Page<OrderSummaryDto>> {
  const set = Object.entries(filter).filter(([, value]) => value !== '');
  return listPage('/orders', {
    params: { limit: PAGE, ...Object.fromEntries(set), ...(cursor ? { cursor } : {}) },
  });
}

/** What was paid in a period, by payment method. Throws `ApiProblem`. */
export const fetchPayments = ({
  from,
  to,
  outletId,
}: Pick<SalesFilter, 'from' | 'to' | 'outletId'>): Promise<SalesReportDto> =>
  getData('/reports/sales', { params: { from, to, groupBy: 'payment', ...(outletId && { outletId }) } });

export const fetchOrder = (id: string): Promise<OrderDto> => getData(`/orders/${id}`);

/** As it was printed; a reprint says that it is a copy. Throws `ApiProblem`. */
export const fetchReceipt = (id: string): Promise<ReceiptModel> =>
  getData(`/orders/${id}/receipt`, { params: { format: 'json', copy: true } });

export const fetchSettings = (): Promise<SettingsDto> => getData('/settings');
