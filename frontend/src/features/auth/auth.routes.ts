import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'auth.signIn.title', messages: ['auth'] },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./pages/RegisterPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'auth.register.title', messages: ['auth'] },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./pages/PasswordPage.vue'),
    meta: {
      layout: 'plain',
      permission: 'profile:manage',
      titleKey: 'auth.password.title',
      messages: ['auth'],
    },
  },
  {
    path: '/places',
    name: 'places',
    component: () => import('./pages/PlacesPage.vue'),
    meta: {
      layout: 'plain',
      permission: 'profile:manage',
      titleKey: 'auth.places.title',
      messages: ['auth'],
    },
  },
  {
    path: '/welcome',
    name: 'welcome',
    component: () => import('./pages/WelcomePage.vue'),
    meta: { layout: 'auto', titleKey: 'auth.welcome.title', messages: ['auth'] },
  },
];
