import type { TenantSummaryDto } from '@meja/domain';
import { listPage, type Page } from '@/shared/api';

const PAGE = 100;

/** One page of the service's businesses, newest first. Throws `ApiProblem`. */
export const fetchTenants = (q: string, cursor: string | null): Promise<Page<TenantSummaryDto>> =>
  listPage('/admin/tenants', { params: { limit: PAGE, ...(q && { q }), ...(cursor && { cursor }) } });
