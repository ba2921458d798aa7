import type { Money } from '../money';
import type { Role } from '../permissions';
import type { AddOnVersion, Feature, PlanCode, PlanLimits } from '../plans';
import type { Id, IsoTime } from './common.dto';
import type { BusinessType, Language, SubscriptionStatus, TenantStatus } from './enums';
import type { AddOnDto, InvoiceDto, PlanDto, SubscriptionDetailDto, UsageDto } from './subscription.dto';

/** A tenant as the super admin sees it in the list. */
export interface TenantSummaryDto {
  id: Id;
  name: string;
  businessType: BusinessType;
  status: TenantStatus;
  ownerName: string | null;
  ownerEmail: string | null;
  plan: PlanCode;
  subscriptionStatus: SubscriptionStatus;
  subscriptionEndsAt: IsoTime | null;
  outlets: number;
  users: number;
  products: number;
  ordersLast30Days: number;
  lastOrderAt: IsoTime | null;
  createdAt: IsoTime;
}

/** Somebody of a tenant as the super admin sees them. */
export interface TenantPersonDto {
  id: Id;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  lastSeenAt: IsoTime | null;
}

/** A line of a tenant's log as the super admin sees it: what and who, not the content. */
export interface TenantActDto {
  id: Id;
  action: string;
  actorName: string;
  occurredAt: IsoTime;
}

export interface TenantDetailDto extends TenantSummaryDto {
  subscription: SubscriptionDetailDto;
  usage: UsageDto;
  people: TenantPersonDto[];
  invoices: InvoiceDto[];
  acts: TenantActDto[];
  health: TenantHealthDto;
}

/** Whether a business is alive, and what troubles it. */
export interface TenantHealthDto {
  /** Of its people; the service's owner's looks do not count. */
  lastSignInAt: IsoTime | null;
  /** Sessions that asked for something within the last five minutes. */
  devicesOnline: number;
  terminals: number;
  openShifts: number;
  /** Settled orders of the last seven days of Jakarta, today included. */
  ordersLast7Days: number;
  /** Mails to its people within the last seven days that were given up. */
  failedMails: number;
}

export interface ReasonBody {
  reason: string;
}

export interface GivePlanBody extends ReasonBody {
  planId: PlanCode;
  /** Back by itself after so many days. */
  days?: number;
  endsAt?: IsoTime;
}

export interface PlanBody {
  planId: PlanCode;
  name: Record<Language, string>;
  price: Money;
  limits: PlanLimits;
  features: Feature[];
}

export interface AddOnBody {
  addOnId: string;
  name: Record<Language, string>;
  price: Money;
  grants: AddOnVersion['grants'];
  offered: boolean;
}

/** A version of a plan and how many tenants hold it. */
export interface HeldPlanDto extends PlanDto {
  tenants: number;
  createdAt: IsoTime;
  createdBy: string;
}

export interface OfferedAddOnDto extends AddOnDto {
  offered: boolean;
}

/** An invoice of any tenant. */
export interface TenantInvoiceDto extends InvoiceDto {
  tenantId: Id;
  tenantName: string;
}

/** A tenant's subscription in the list of all. */
export interface TenantSubscriptionDto {
  tenantId: Id;
  tenantName: string;
  plan: PlanCode;
  planVersion: number;
  status: SubscriptionStatus;
  endsAt: IsoTime;
  next: { plan: PlanCode; at: IsoTime; reverts: boolean } | null;
  /** Rupiah a month, add-ons included; 0 in a trial; of the plan it goes back to where this one is for a few days. */
  monthly: Money;
  /** An open invoice that is past its day. */
  overdue: { number: string; since: IsoTime } | null;
}

/** The service in figures. */
export interface ServiceStatsDto {
  tenants: number;
  trials: number;
  paying: number;
  pastDue: number;
  expired: number;
  suspended: number;
  /** Registered in the last thirty days. */
  registered: number;
  /** Monthly recurring revenue, rupiah: prices of the plans held and of add-ons, of those who have paid. */
  mrr: Money;
  /** The same by plan, the most first. */
  byPlan: { plan: PlanCode; paying: number; mrr: Money }[];
  /** Of the last thirty business days, today included: who has sold, and how many orders were settled. */
  usage: { selling: number; orders: number };
  /** Whose paid time and grace ended in the last thirty days. */
  churned: number;
  /** Of those who could have left in that time (paid for at its beginning or since), in basis points. */
  churnBasisPoints: number;
  /** Open invoices past their day. */
  overdue: { count: number; total: Money };
  /** Tries to pay that failed in the last thirty days, and money that waits for a person. */
  payments: { failed: number; findings: number };
}

export interface ImpersonationDto {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  endsAt: IsoTime;
}
