import { BUSINESS_TYPES, PLAN_CODES, ROLES, SUBSCRIPTION_STATUSES, TENANT_STATUSES } from '@meja/domain';
import type {
  AddOnBody,
  AddOnDto,
  GivePlanBody,
  HeldPlanDto,
  ImpersonationDto,
  InvoiceDto,
  OfferedAddOnDto,
  PlanBody,
  PlanDto,
  ReasonBody,
  ServiceActDto,
  ServiceStatsDto,
  TenantActDto,
  TenantDetailDto,
  TenantHealthDto,
  TenantInvoiceDto,
  TenantPersonDto,
  TenantSubscriptionDto,
  TenantSummaryDto,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field, Shape } from '../../platform/http';
import { schemas } from '../subscriptions';

const summaryShape: Shape<TenantSummaryDto> = {
  id: s.uuid(),
  name: s.string(),
  businessType: s.enum(BUSINESS_TYPES),
  status: s.enum(TENANT_STATUSES),
  ownerName: s.string().nullable(),
  ownerEmail: s.email().nullable(),
  plan: s.enum(PLAN_CODES),
  subscriptionStatus: s.enum(SUBSCRIPTION_STATUSES),
  subscriptionEndsAt: s.instant().nullable(),
  outlets: s.integer(),
  users: s.integer(),
  products: s.integer(),
  ordersLast30Days: s.integer(),
  lastOrderAt: s.instant().nullable(),
  createdAt: s.instant(),
};
export const summary = s.object<TenantSummaryDto>(summaryShape);

const data = (field: Field) => s.object({ data: field }).json;
export const listOf = schemas.listAnswer;

const health = s.object<TenantHealthDto>({
  lastSignInAt: s.instant().nullable(),
  devicesOnline: s.integer(),
  terminals: s.integer(),
  openShifts: s.integer(),
  ordersLast7Days: s.integer(),
  failedMails: s.integer(),
});

const detail = s.object<TenantDetailDto>({
  ...summaryShape,
  subscription: schemas.detailSchema,
  usage: schemas.usageSchema,
  people: s.array(
    s.object<TenantPersonDto>({
      id: s.uuid(),
      name: s.string(),
      email: s.email(),
      role: s.enum(ROLES),
      active: s.boolean(),
      lastSeenAt: s.instant().nullable(),
    }),
  ),
  invoices: s.array(schemas.invoiceSchema),
  acts: s.array(
    s.object<TenantActDto>({
      id: s.uuid(),
      action: s.string(),
      actorName: s.string(),
      occurredAt: s.instant(),
    }),
  ),
  health,
});
export const detailAnswer = data(detail);

const planShape: Shape<PlanDto> = {
  id: s.enum(PLAN_CODES),
  version: s.integer(),
  name: schemas.nameSchema,
  price: s.money(),
  limits: schemas.limitsSchema,
  features: schemas.featuresSchema,
};
export const heldPlan = s.object<HeldPlanDto>({
  ...planShape,
  tenants: s.integer(),
  createdAt: s.instant(),
  createdBy: s.string(),
});
export const planAnswer = data(s.object<PlanDto>(planShape));

const addOnShape: Shape<AddOnDto> = {
  id: s.string(),
  version: s.integer(),
  name: schemas.nameSchema,
  price: s.money(),
  grants: schemas.grantsSchema,
};
export const offeredAddOn = s.object<OfferedAddOnDto>({ ...addOnShape, offered: s.boolean() });
export const addOnAnswer = data(offeredAddOn);

export const subscriptionRow = s.object<TenantSubscriptionDto>({
  tenantId: s.uuid(),
  tenantName: s.string(),
  plan: s.enum(PLAN_CODES),
  planVersion: s.integer(),
  status: s.enum(SUBSCRIPTION_STATUSES),
  endsAt: s.instant(),
  next: s.object({ plan: s.enum(PLAN_CODES), at: s.instant(), reverts: s.boolean() }).nullable(),
  monthly: s.money(),
  overdue: s.object({ number: s.string(), since: s.instant() }).nullable(),
});
export const serviceAct = s.object<ServiceActDto>({
  id: s.uuid(),
  action: s.string(),
  entity: s.string(),
  entityId: s.string().nullable(),
  actorName: s.string(),
  before: s.any(),
  after: s.any(),
  occurredAt: s.instant(),
});
export const tenantInvoice = s.object<TenantInvoiceDto>({
  ...schemas.invoiceShape,
  tenantId: s.uuid(),
  tenantName: s.string(),
});
export const invoiceAnswer = data(s.object<InvoiceDto>(schemas.invoiceShape));
export const statsAnswer = data(
  s.object<ServiceStatsDto>({
    tenants: s.integer(),
    trials: s.integer(),
    paying: s.integer(),
    pastDue: s.integer(),
    expired: s.integer(),
    suspended: s.integer(),
    registered: s.integer(),
    mrr: s.money(),
    byPlan: s.array(s.object({ plan: s.enum(PLAN_CODES), paying: s.integer(), mrr: s.money() })),
    usage: s.object({ selling: s.integer(), orders: s.integer() }),
    churned: s.integer(),
    churnBasisPoints: s.integer(),
    overdue: s.object({ count: s.integer(), total: s.money() }),
    payments: s.object({ failed: s.integer(), findings: s.integer() }),
  }),
);
export const impersonationAnswer = data(
  s.object<ImpersonationDto>({
    accessToken: s.toldOnce<string>(),
    expiresIn: s.integer(),
    endsAt: s.instant(),
  }),
);

const reason = s.string({ min: 3, max: 300 });
export const reasonBody = bodySchema<ReasonBody>({ reason });
export const givePlanBody = bodySchema<GivePlanBody>({
  planId: s.enum(PLAN_CODES),
  days: s.integer({ min: 1, max: 366 }).optional(),
  endsAt: s.instant().optional(),
  reason,
});
export const payBody = bodySchema<{ reference: string }>({ reference: s.string({ max: 100 }) });
export const planBody = bodySchema<PlanBody>({
  planId: s.enum(PLAN_CODES),
  name: schemas.nameSchema,
  price: s.money({ max: 1_000_000_000 }),
  limits: schemas.limitsSchema,
  features: schemas.featuresSchema,
});
export const addOnVersionBody = bodySchema<AddOnBody>({
  addOnId: s.string({ max: 40, pattern: /^[A-Z][A-Z0-9_]*$/ }),
  name: schemas.nameSchema,
  price: s.money({ max: 1_000_000_000 }),
  grants: schemas.grantsSchema,
  offered: s.boolean(),
});
