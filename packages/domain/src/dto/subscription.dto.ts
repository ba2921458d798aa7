import type {
  AddOnVersion,
  ChangeKind,
  Feature,
  LimitName,
  LimitState,
  PlanCode,
  PlanLimits,
} from '../plans';
import type { Money } from '../money';
import type { BusinessDate, Id, IsoTime } from './common.dto';
import type { Language, SubscriptionStatus } from './enums';

export const INVOICE_STATUSES = ['OPEN', 'PAID', 'VOID'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

export const INVOICE_KINDS = ['PLAN', 'RENEWAL', 'ADD_ON'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

export const NOTICE_KINDS = [
  'ENDS_IN_7',
  'ENDS_IN_3',
  'ENDS_IN_1',
  'ENDED',
  'EXPIRED',
  'PLAN_CHANGED',
  'PLAN_REVERTED',
  'ADD_ON_ENDED',
] as const;
/** What the service wants a business to know of its subscription. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A plan as it can be bought. */
export interface PlanDto {
  id: PlanCode;
  version: number;
  name: Record<Language, string>;
  /** Rupiah a month; 0 for the trial, which can't be bought. */
  price: Money;
  limits: PlanLimits;
  features: Feature[];
}

export interface AddOnDto {
  id: string;
  version: number;
  name: Record<Language, string>;
  price: Money;
  grants: AddOnVersion['grants'];
}

export interface HeldAddOnDto {
  id: Id;
  addOnId: string;
  name: Record<Language, string>;
  quantity: number;
  endsAt: IsoTime;
}

export interface NoticeDto {
  id: Id;
  kind: NoticeKind;
  /** What it is about: the end of a period, the instant of a change. */
  about: IsoTime;
  createdAt: IsoTime;
}

/** A business's subscription with all its parts. */
export interface SubscriptionDetailDto {
  plan: PlanDto;
  status: SubscriptionStatus;
  endsAt: IsoTime;
  /** Until when selling goes on where nothing is paid. */
  sellsUntil: IsoTime;
  allowsSelling: boolean;
  limits: PlanLimits;
  features: Feature[];
  credit: Money;
  /** A change that comes by itself. */
  next: { plan: PlanDto; at: IsoTime; reverts: boolean } | null;
  addOns: HeldAddOnDto[];
  openInvoice: InvoiceDto | null;
  notices: NoticeDto[];
}

export interface UsageLineDto {
  limit: LimitName;
  used: number;
  most: number | null;
  state: LimitState;
  /** What is beyond the limit, by name: kept, read, not used. At most 20. */
  over: { id: Id; name: string }[];
}

export interface UsageDto {
  lines: UsageLineDto[];
  /** The month that orders are counted in. */
  month: { from: BusinessDate; to: BusinessDate };
}

export interface ChangePlanBody {
  planId: PlanCode;
  when?: 'NOW' | 'PERIOD_END';
  /** For so many days only. */
  days?: number;
  /** Only says what it would cost. */
  quote?: boolean;
}

export interface ChangeQuoteDto {
  plan: PlanDto;
  kind: ChangeKind;
  charge: Money;
  creditUsed: Money;
  total: Money;
  credited: Money;
  days: number;
  effectiveAt: IsoTime | null;
  endsAt: IsoTime;
  revertsAt: IsoTime | null;
}

/** What became of a wish: what it costs, and the invoice by which it is paid where something is to pay. */
export interface ChangeAnswerDto {
  quote: ChangeQuoteDto;
  invoice: InvoiceDto | null;
}

export interface BuyAddOnBody {
  addOnId: string;
  quantity: number;
}

export interface InvoiceLineDto {
  text: Record<Language, string>;
  amount: Money;
}

export interface InvoiceDto {
  id: Id;
  /** `INV-2026-000001`, without gaps within a year. */
  number: string;
  kind: InvoiceKind;
  status: InvoiceStatus;
  lines: InvoiceLineDto[];
  /** Sum of the lines. */
  charge: Money;
  creditUsed: Money;
  total: Money;
  issuedAt: IsoTime;
  dueAt: IsoTime;
  paidAt: IsoTime | null;
  /** By what the payment is known at the bank. */
  reference: string | null;
}
