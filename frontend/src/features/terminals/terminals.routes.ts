import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/terminals',
    name: 'terminals',
    component: () => import('./pages/TerminalsPage.vue'),
    meta: {
      layout: 'tenant',
      permission: 'terminal:manage',
      titleKey: 'terminals.title',
      messages: ['terminals'],
    },
  },
  {
    path: '/pin',
    name: 'pin',
    component: () => import('./pages/PinPage.vue'),
    meta: {
      layout: 'plain',
      public: true,
      whole: true,
      titleKey: 'terminals.pin.title',
      messages: ['terminals'],
    },
  },
];
