import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/settings',
    name: 'settings',
    component: () => import('./pages/SettingsPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'settings:read',
      titleKey: 'settings.title',
      messages: ['settings'],
    },
  },
];
