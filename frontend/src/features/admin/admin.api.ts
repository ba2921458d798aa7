import type { TenantSummaryDto } from '@meja/domain';
import { getUnversioned, listPage, type Page } from '@/shared/api';
import type { ServiceHealthDto } from './health';

const PAGE = 100;

/** One page of the service's businesses, newest first. Throws `ApiProblem`. */
export const fetchTenants = (q: string, cursor: string | null): Promise<Page<TenantSummaryDto>> =>
  listPage('/admin/tenants', { params: { limit: PAGE, ...(q && { q }), ...(cursor && { cursor }) } });

/** How the service is, from outside the versioned API: what probes read too. Throws `ApiProblem`. */
export const fetchHealth = (): Promise<ServiceHealthDto> => getUnversioned('/health/detailed');
