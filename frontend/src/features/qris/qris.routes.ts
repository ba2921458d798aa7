import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/qris',
    name: 'qris',
    component: () => import('./pages/QrisDayPage.vue'),
    meta: { layout: 'tenant', permission: 'payment:match', titleKey: 'qris.day.title', messages: ['qris'] },
  },
];
