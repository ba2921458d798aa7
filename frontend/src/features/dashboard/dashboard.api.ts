import type { DashboardDto, OrderSummaryDto, ProductDto, UserDto } from '@meja/domain';
import { getData, listPage } from '@/shared/api';

const outletParam = (outletId: string): { outletId?: string } => (outletId ? { outletId } : {});

export const fetchDashboard = (outletId: string): Promise<DashboardDto> =>
  getData('/reports/dashboard', { params: outletParam(outletId) });

async function count(path: string, limit: number): Promise<number> {
  const page = await listPage<ProductDto | UserDto | OrderSummaryDto>(path, { params: { limit } });
  return page.rows.length;
}
export const countProducts = (): Promise<number> => count('/products', 1);
export const countStaff = (): Promise<number> => count('/users', 2);
export const countOrders = (): Promise<number> => count('/orders', 1);
