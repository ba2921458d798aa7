import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/permissions',
    name: 'permissions',
    component: () => import('./pages/PermissionsPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'staff:read',
      titleKey: 'permissions.title',
      messages: ['permissions'],
    },
  },
];
