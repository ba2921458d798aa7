import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/security',
    name: 'security',
    component: () => import('./pages/SecurityPage.vue'),
    meta: {
      layout: 'plain',
      permission: 'profile:manage',
      titleKey: 'account.title',
      messages: ['account'],
    },
  },
];
