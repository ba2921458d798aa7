import type { Permission } from '@meja/domain';
import type { RouteRecordRaw } from 'vue-router';

type Page = () => Promise<unknown>;

/** A page of the service's owner; it is called after its place, and so are its title's texts. */
const at = (
  place: string,
  permission: Permission,
  component: Page,
  titleKey = `admin.${place}.title`,
  path = place,
  messages = ['admin'],
) =>
  ({
    path: `/admin/${path}`,
    name: `admin-${place}`,
    component,
    meta: { layout: 'admin', messages, permission, titleKey },
  }) as RouteRecordRaw;

const TENANTS = 'platform:tenants';
const BILLING = 'platform:billing';

export const routes = [
  at('tenants', TENANTS, () => import('./pages/TenantsPage.vue'), 'admin.title'),
  at('tenant', TENANTS, () => import('./pages/TenantPage.vue'), 'admin.tenant.title', 'tenants/:id'),
  at('plans', BILLING, () => import('./pages/PlansPage.vue')),
  at('subscriptions', BILLING, () => import('./pages/SubscriptionsPage.vue')),
  at('invoices', BILLING, () => import('./pages/InvoicesPage.vue')),
  at('payments', BILLING, () => import('./pages/PaymentsPage.vue')),
  at('announcements', TENANTS, () => import('./pages/AnnouncementsPage.vue')),
  at('flags', TENANTS, () => import('./pages/FlagsPage.vue')),
  at('acts', TENANTS, () => import('./pages/ActsPage.vue'), 'admin.log.title', 'acts', [
    'admin',
    'audit',
    'permissions',
  ]),
];
