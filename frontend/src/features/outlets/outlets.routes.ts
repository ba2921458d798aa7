import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/outlets',
    name: 'outlets',
    component: () => import('./pages/OutletsPage.vue'),
    meta: { layout: 'tenant', permission: 'outlet:manage', titleKey: 'outlets.title', messages: ['outlets'] },
  },
];
