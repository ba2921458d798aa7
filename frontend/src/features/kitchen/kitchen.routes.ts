import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/kitchen',
    name: 'kitchen',
    component: () => import('./pages/KitchenPage.vue'),
    meta: {
      layout: 'kitchen',
      permission: 'kitchen:read',
      feature: 'kitchen_display',
      titleKey: 'kitchen.title',
      messages: ['kitchen'],
    },
  },
];
