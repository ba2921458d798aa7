import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/api-keys',
    name: 'api-keys',
    component: () => import('./pages/ApiKeysPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'api-key:manage',
      feature: 'api',
      titleKey: 'api-keys.title',
      messages: ['api-keys', 'permissions'],
    },
  },
];
