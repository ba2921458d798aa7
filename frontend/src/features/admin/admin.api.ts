import type {
  AddOnBody,
  ChargeStatus,
  GatewayBody,
  GatewayDto,
  GivePlanBody,
  HeldPlanDto,
  ImpersonationDto,
  InvoiceDto,
  InvoiceStatus,
  OfferedAddOnDto,
  PaymentFindingDto,
  PlanBody,
  PlanCode,
  ServiceStatsDto,
  SubscriptionStatus,
  TenantChargeDto,
  TenantDetailDto,
  TenantInvoiceDto,
  TenantSummaryDto,
} from '@meja/domain';
import { getData, getUnversioned, listPage, postData, type Page } from '@/shared/api';
import type { ServiceHealthDto } from './health';

const PAGE = 100;

/** What the list of businesses is narrowed to; empty: not. */
export interface TenantFilter {
  q: string;
  status: SubscriptionStatus | '';
  plan: PlanCode | '';
}

/** One page of the service's businesses, newest first. Throws `ApiProblem`, as all of these do. */
export const fetchTenants = (
  { q, status, plan }: TenantFilter,
  cursor: string | null,
): Promise<Page<TenantSummaryDto>> =>
  listPage('/admin/tenants', {
    params: {
      limit: PAGE,
      ...(q && { q }),
      ...(status && { status }),
      ...(plan && { plan }),
      ...(cursor && { cursor }),
    },
  });

/** How the service is, from outside the versioned API: what probes read too. */
export const fetchHealth = (): Promise<ServiceHealthDto> => getUnversioned('/health/detailed');

export const fetchStats = (): Promise<ServiceStatsDto> => getData('/admin/stats');
export const fetchTenant = (id: string): Promise<TenantDetailDto> => getData(`/admin/tenants/${id}`);
export const suspend = (id: string, reason: string): Promise<TenantDetailDto> =>
  postData(`/admin/tenants/${id}/suspend`, { reason });
export const reactivate = (id: string, reason: string): Promise<TenantDetailDto> =>
  postData(`/admin/tenants/${id}/reactivate`, { reason });
export const givePlan = (id: string, body: GivePlanBody): Promise<TenantDetailDto> =>
  postData(`/admin/tenants/${id}/plan`, body);
export const impersonate = (id: string, reason: string): Promise<ImpersonationDto> =>
  postData(`/admin/tenants/${id}/impersonate`, { reason });

export const fetchInvoices = (
  status: InvoiceStatus | '',
  cursor: string | null,
): Promise<Page<TenantInvoiceDto>> =>
  listPage('/admin/invoices', {
    params: { limit: 50, ...(status && { status }), ...(cursor && { cursor }) },
  });
export const payInvoice = (tenantId: string, id: string, reference: string): Promise<InvoiceDto> =>
  postData(`/admin/tenants/${tenantId}/invoices/${id}/pay`, { reference });
export const voidInvoice = (tenantId: string, id: string): Promise<InvoiceDto> =>
  postData(`/admin/tenants/${tenantId}/invoices/${id}/void`);

export const fetchPlans = async (): Promise<HeldPlanDto[]> =>
  (await listPage<HeldPlanDto>('/admin/plans')).rows;
export const savePlan = (body: PlanBody): Promise<unknown> => postData('/admin/plans', body);
export const fetchAddOns = async (): Promise<OfferedAddOnDto[]> =>
  (await listPage<OfferedAddOnDto>('/admin/addons')).rows;
export const saveAddOn = (body: AddOnBody): Promise<unknown> => postData('/admin/addons', body);

const pageOf = <T>(path: string, cursor: string | null, more: object = {}): Promise<Page<T>> =>
  listPage(path, { params: { limit: PAGE, ...more, ...(cursor && { cursor }) } });

export const fetchCharges = (
  status: ChargeStatus | '',
  cursor: string | null,
): Promise<Page<TenantChargeDto>> => pageOf('/admin/charges', cursor, status ? { status } : {});
/** Money that waits for a person. */
export const fetchFindings = (cursor: string | null): Promise<Page<PaymentFindingDto>> =>
  pageOf('/admin/payment-findings', cursor, { open: true });
export const resolveFinding = (id: string, note: string): Promise<PaymentFindingDto> =>
  postData(`/admin/payment-findings/${id}/resolve`, { note });
export const fetchGateways = (): Promise<GatewayDto[]> => getData('/admin/gateways');
export const saveGateway = (body: GatewayBody): Promise<GatewayDto[]> => postData('/admin/gateways', body);
export const stopGateways = (): Promise<GatewayDto[]> => postData('/admin/gateways/stop', {});
