import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/subscription',
    name: 'subscription',
    component: () => import('./pages/SubscriptionPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'subscription:read',
      titleKey: 'billing.title',
      messages: ['billing'],
    },
  },
  {
    path: '/subscription/pay/:id',
    name: 'subscription-pay',
    component: () => import('./pages/PayPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'subscription:read',
      titleKey: 'billing.pay.title',
      messages: ['billing'],
    },
  },
];
