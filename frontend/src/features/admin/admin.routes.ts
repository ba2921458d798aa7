import type { RouteRecordRaw } from 'vue-router';

const meta = { layout: 'admin', messages: ['admin'] } as const;

export const routes: RouteRecordRaw[] = [
  {
    path: '/admin/tenants',
    name: 'admin-tenants',
    component: () => import('./pages/TenantsPage.vue'),
    meta: { ...meta, permission: 'platform:tenants', titleKey: 'admin.title' },
  },
  {
    path: '/admin/tenants/:id',
    name: 'admin-tenant',
    component: () => import('./pages/TenantPage.vue'),
    meta: { ...meta, permission: 'platform:tenants', titleKey: 'admin.tenant.title' },
  },
  {
    path: '/admin/plans',
    name: 'admin-plans',
    component: () => import('./pages/PlansPage.vue'),
    meta: { ...meta, permission: 'platform:billing', titleKey: 'admin.plans.title' },
  },
  {
    path: '/admin/invoices',
    name: 'admin-invoices',
    component: () => import('./pages/InvoicesPage.vue'),
    meta: { ...meta, permission: 'platform:billing', titleKey: 'admin.invoices.title' },
  },
  {
    path: '/admin/payments',
    name: 'admin-payments',
    component: () => import('./pages/PaymentsPage.vue'),
    meta: { ...meta, permission: 'platform:billing', titleKey: 'admin.payments.title' },
  },
];
