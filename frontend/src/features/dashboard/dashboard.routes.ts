import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/dashboard',
    name: 'dashboard',
    component: () => import('./pages/DashboardPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'report:read',
      titleKey: 'dashboard.title',
      messages: ['dashboard'],
    },
  },
];
