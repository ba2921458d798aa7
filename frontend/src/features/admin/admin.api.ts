import type {
  AddOnBody,
  ChargeStatus,
  GatewayBody,
  GatewayDto,
  AnnouncementBody,
  AnnouncementDto,
  FlagDto,
  FlagName,
  GivePlanBody,
  HeldPlanDto,
  ImpersonationDto,
  InvoiceDto,
  InvoiceStatus,
  OfferedAddOnDto,
  PaymentFindingDto,
  PlanBody,
  PlanCode,
  ServiceActDto,
  ServiceStatsDto,
  SubscriptionStatus,
  TenantChargeDto,
  TenantDetailDto,
  TenantInvoiceDto,
  TenantSubscriptionDto,
  TenantSummaryDto,
} from '@meja/domain';
import { getData, getUnversioned, listPage, postData, putData, downloadFile, type Page } from '@/shared/api';
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
  status: InvoiceStatus | 'OVERDUE' | '',
  cursor: string | null,
): Promise<Page<TenantInvoiceDto>> =>
  listPage('/admin/invoices', {
    params: {
      limit: 50,
      ...(status === 'OVERDUE' ? { overdue: true } : status && { status }),
      ...(cursor && { cursor }),
    },
  });
export const payInvoice = (tenantId: string, id: string, reference: string): Promise<InvoiceDto> =>
  postData(`/admin/tenants/${tenantId}/invoices/${id}/pay`, { reference });
export const voidInvoice = (tenantId: string, id: string): Promise<InvoiceDto> =>
  postData(`/admin/tenants/${tenantId}/invoices/${id}/void`);

/** What the list of subscriptions is narrowed to; empty: not. */
export interface SubscriptionFilter {
  q: string;
  status: SubscriptionStatus | '';
  plan: PlanCode | '';
  /** `YYYY-MM-DD`. */
  endsBefore: string;
  overdue: boolean;
}
const narrowed = (filter: SubscriptionFilter): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => Boolean(value)));
export const fetchSubscriptions = (
  filter: SubscriptionFilter,
  cursor: string | null,
): Promise<Page<TenantSubscriptionDto>> =>
  listPage('/admin/subscriptions', {
    params: { limit: PAGE, ...narrowed(filter), ...(cursor && { cursor }) },
  });
export const downloadSubscriptions = (filter: SubscriptionFilter): Promise<void> =>
  downloadFile('/admin/subscriptions', 'subscriptions.csv', {
    params: { ...narrowed(filter), format: 'csv' },
  });

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

export const fetchAnnouncements = (cursor: string | null): Promise<Page<AnnouncementDto>> =>
  listPage('/admin/announcements', { params: { limit: 50, ...(cursor && { cursor }) } });
export const announce = (body: AnnouncementBody): Promise<AnnouncementDto> =>
  postData('/admin/announcements', body);
export const endAnnouncement = (id: string): Promise<AnnouncementDto> =>
  postData(`/admin/announcements/${id}/end`);

export const fetchFlags = async (): Promise<FlagDto[]> =>
  (await listPage<FlagDto>('/admin/feature-flags')).rows;
export const saveShare = (name: FlagName, share: number | null): Promise<FlagDto> =>
  putData(`/admin/feature-flags/${name}`, { share });
export const saveForTenant = (name: FlagName, tenantId: string, isOn: boolean | null): Promise<FlagDto> =>
  putData(`/admin/feature-flags/${name}/tenants/${tenantId}`, { isOn });

/** The service's own log, newest first. */
export const fetchActs = (cursor: string | null): Promise<Page<ServiceActDto>> =>
  listPage('/admin/acts', { params: { limit: 50, ...(cursor && { cursor }) } });
