import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/sales',
    name: 'sales',
    component: () => import('./pages/SalesPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'order:read',
      titleKey: 'orders.title',
      messages: ['orders', 'billing'],
    },
  },
];
