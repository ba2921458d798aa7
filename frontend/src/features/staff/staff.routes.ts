import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/staff',
    name: 'staff',
    component: () => import('./pages/StaffPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'staff:read',
      titleKey: 'staff.title',
      messages: ['staff', 'permissions'],
    },
  },
];
