import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/admin/tenants',
    name: 'admin-tenants',
    component: () => import('./pages/TenantsPage.vue'),
    meta: { layout: 'admin', permission: 'platform:tenants', titleKey: 'admin.title', messages: ['admin'] },
  },
];
