import { apiKeyRoutes } from '../modules/api-keys';
import { auditRoutes } from '../modules/audit';
import { adminRoutes } from '../modules/admin';
import { announcementRoutes } from '../modules/announcements';
import { authRoutes } from '../modules/auth';
import { catalogRoutes } from '../modules/catalog';
import { flagRoutes } from '../modules/flags';
import { kitchenRoutes } from '../modules/kitchen';
import { onboardingRoutes } from '../modules/onboarding';
import { orderRoutes } from '../modules/orders';
import { outletRoutes } from '../modules/outlets';
import { qrisRoutes } from '../modules/qris';
import { receiptRoutes } from '../modules/receipts';
import { reportRoutes } from '../modules/reports';
import { shiftRoutes } from '../modules/shifts';
import { approverRoutes, ownPinRoutes, staffRoutes } from '../modules/staff';
import { subscriptionRoutes } from '../modules/subscriptions';
import { terminalRoutes } from '../modules/terminals';
import { tenantRoutes } from '../modules/tenants';
import { eventRoutes } from '../platform/events';
import { gatewayRoutes } from '../platform/gateway';
import type { Route } from '../platform/http';

/** Every route below `/api/v1`: the router, the OpenAPI document and the isolation and permission tests read this. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...tenantRoutes,
  ...subscriptionRoutes,
  ...outletRoutes,
  ...staffRoutes,
  ...approverRoutes,
  ...ownPinRoutes,
  ...terminalRoutes,
  ...apiKeyRoutes,
  ...catalogRoutes,
  ...orderRoutes,
  ...qrisRoutes,
  ...receiptRoutes,
  ...shiftRoutes,
  ...kitchenRoutes,
  ...reportRoutes,
  ...onboardingRoutes,
  ...auditRoutes,
  ...eventRoutes,
  ...gatewayRoutes,
  ...adminRoutes,
  ...announcementRoutes,
  ...flagRoutes,
];
