import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'auth.signIn.title', messages: ['auth'] },
  },
  {
    path: '/sign-in/code',
    name: 'sign-in-code',
    component: () => import('./pages/CodePage.vue'),
    meta: {
      layout: 'plain',
      public: true,
      whole: true,
      titleKey: 'account.code.title',
      messages: ['auth', 'account'],
    },
  },
  {
    path: '/oidc',
    name: 'oidc',
    component: () => import('./pages/ReturnPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'oidc.title', messages: ['auth', 'oidc'] },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./pages/RegisterPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'auth.register.title', messages: ['auth'] },
  },
  {
    path: '/forgot',
    name: 'forgot',
    component: () => import('./pages/ForgotPage.vue'),
    meta: {
      layout: 'plain',
      public: true,
      titleKey: 'recovery.forgot.title',
      messages: ['auth', 'recovery'],
    },
  },
  {
    path: '/reset',
    name: 'reset',
    component: () => import('./pages/ResetPage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'recovery.reset.title', messages: ['auth', 'recovery'] },
  },
  {
    path: '/verify',
    name: 'verify',
    component: () => import('./pages/VerifyPage.vue'),
    meta: {
      layout: 'plain',
      public: true,
      titleKey: 'recovery.verify.title',
      messages: ['auth', 'recovery'],
    },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./pages/PasswordPage.vue'),
    meta: {
      layout: 'plain',
      permission: 'profile:manage',
      titleKey: 'recovery.change.title',
      messages: ['auth', 'recovery'],
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
