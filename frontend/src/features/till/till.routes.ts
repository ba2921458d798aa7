import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/till',
    name: 'till',
    component: () => import('./pages/TillPage.vue'),
    meta: { layout: 'kasir', permission: 'order:create', titleKey: 'till.title', messages: ['till'] },
  },
];
