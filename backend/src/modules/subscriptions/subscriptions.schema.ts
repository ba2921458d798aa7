import {
  FEATURES,
  INVOICE_KINDS,
  INVOICE_STATUSES,
  LIMITS,
  NOTICE_KINDS,
  PLAN_CODES,
  SUBSCRIPTION_STATUSES,
} from '@meja/domain';
import type {
  AddOnDto,
  BuyAddOnBody,
  ChangeAnswerDto,
  ChangePlanBody,
  ChangeQuoteDto,
  HeldAddOnDto,
  InvoiceDto,
  InvoiceLineDto,
  Language,
  NoticeDto,
  PlanDto,
  PlanLimits,
  SubscriptionDetailDto,
  UsageDto,
  UsageLineDto,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field, Shape } from '../../platform/http';

const BIG = 1_000_000_000;

export const nameSchema = s.object<Record<Language, string>>({
  id: s.string({ max: 60 }),
  en: s.string({ max: 60 }),
});
export const limitsSchema = s.object<PlanLimits>({
  outlets: s.integer({ min: 1, max: BIG }).nullable(),
  users: s.integer({ min: 1, max: BIG }).nullable(),
  products: s.integer({ min: 1, max: BIG }).nullable(),
  ordersPerMonth: s.integer({ min: 1, max: BIG }).nullable(),
  historyMonths: s.integer({ min: 1, max: BIG }).nullable(),
});
/** What an add-on adds. */
export const grantsSchema: Field<AddOnDto['grants']> = s.union(
  s.object({ limit: s.enum(LIMITS), amount: s.integer({ min: 1, max: BIG }) }),
  s.object({ feature: s.enum(FEATURES) }),
);
export const featuresSchema = s.array(s.enum(FEATURES));
export const planSchema = s.object<PlanDto>({
  id: s.enum(PLAN_CODES),
  version: s.integer(),
  name: nameSchema,
  price: s.money(),
  limits: limitsSchema,
  features: featuresSchema,
});
export const addOnSchema = s.object<AddOnDto>({
  id: s.string({ max: 40 }),
  version: s.integer(),
  name: nameSchema,
  price: s.money(),
  grants: grantsSchema,
});
const heldAddOn = s.object<HeldAddOnDto>({
  id: s.uuid(),
  addOnId: s.string(),
  name: nameSchema,
  quantity: s.integer(),
  endsAt: s.instant(),
});
const notice = s.object<NoticeDto>({
  id: s.uuid(),
  kind: s.enum(NOTICE_KINDS),
  about: s.instant(),
  createdAt: s.instant(),
});
export const invoiceShape: Shape<InvoiceDto> = {
  id: s.uuid(),
  number: s.string(),
  kind: s.enum(INVOICE_KINDS),
  status: s.enum(INVOICE_STATUSES),
  lines: s.array(
    s.object<InvoiceLineDto>({ text: s.any() as Field<InvoiceLineDto['text']>, amount: s.money() }),
  ),
  charge: s.money(),
  creditUsed: s.money(),
  total: s.money(),
  issuedAt: s.instant(),
  dueAt: s.instant(),
  paidAt: s.instant().nullable(),
  reference: s.string().nullable(),
};
export const invoiceSchema = s.object<InvoiceDto>(invoiceShape);
export const detailSchema = s.object<SubscriptionDetailDto>({
  plan: planSchema,
  status: s.enum(SUBSCRIPTION_STATUSES),
  endsAt: s.instant(),
  sellsUntil: s.instant(),
  allowsSelling: s.boolean(),
  limits: limitsSchema,
  features: featuresSchema,
  credit: s.money(),
  next: s.object({ plan: planSchema, at: s.instant(), reverts: s.boolean() }).nullable(),
  addOns: s.array(heldAddOn),
  openInvoice: invoiceSchema.nullable(),
  notices: s.array(notice),
});
export const usageSchema = s.object<UsageDto>({
  lines: s.array(
    s.object<UsageLineDto>({
      limit: s.enum(LIMITS),
      used: s.integer(),
      most: s.integer().nullable(),
      state: s.enum(['ok', 'near', 'reached', 'over']),
      over: s.array(s.object({ id: s.uuid(), name: s.string() })),
    }),
  ),
  month: s.object({ from: s.date(), to: s.date() }),
});
const quote = s.object<ChangeQuoteDto>({
  plan: planSchema,
  kind: s.enum(['MONTH', 'UPGRADE', 'TEMPORARY', 'DOWNGRADE', 'SCHEDULED']),
  charge: s.money(),
  creditUsed: s.money(),
  total: s.money(),
  credited: s.money(),
  days: s.integer(),
  effectiveAt: s.instant().nullable(),
  endsAt: s.instant(),
  revertsAt: s.instant().nullable(),
});
const change = s.object<ChangeAnswerDto>({ quote, invoice: invoiceSchema.nullable() });

const data = (field: Field) => s.object({ data: field }).json;
export const detailAnswer = data(detailSchema);
export const usageAnswer = data(usageSchema);
export const invoiceAnswer = data(invoiceSchema);
export const changeAnswer = data(change);
export const offersAnswer = data(s.object({ plans: s.array(planSchema), addOns: s.array(addOnSchema) }));
export const listAnswer = (field: Field) =>
  s.object({ data: s.array(field), meta: s.object({ nextCursor: s.string().nullable() }) }).json;

export const changeBody = bodySchema<ChangePlanBody>({
  planId: s.enum(PLAN_CODES),
  when: s.enum(['NOW', 'PERIOD_END']).optional(),
  days: s.integer({ min: 1, max: 31 }).optional(),
  quote: s.boolean().optional(),
});
export const addOnBody = bodySchema<BuyAddOnBody>({
  addOnId: s.string({ max: 40 }),
  quantity: s.integer({ min: 1, max: 1000 }),
});
