import type { PlanCode } from '../plans';
import type { Id, IsoTime } from './common.dto';
import type { BusinessType, SubscriptionStatus, TenantStatus } from './enums';

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
