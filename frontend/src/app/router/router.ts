import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { authGuard } from '../guards/auth-guard';
import { permissionGuard } from '../guards/permission-guard';
import { progressHooks, sheetHook, titleHook } from './hooks';

type RouteModule = { routes: RouteRecordRaw[] };

/** Every feature lists its own pages in `<feature>.routes.ts`. */
const modules = import.meta.glob<RouteModule>('../../features/*/*.routes.ts', { eager: true });

const own: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: { render: () => null },
    meta: { layout: 'plain', titleKey: 'common.appName' },
  },
  {
    path: '/unreachable',
    name: 'unreachable',
    component: () => import('../pages/UnreachablePage.vue'),
    meta: { layout: 'plain', public: true, titleKey: 'problem.network.title' },
  },
  {
    path: '/forbidden',
    name: 'forbidden',
    component: () => import('../pages/ForbiddenPage.vue'),
    meta: { layout: 'auto', titleKey: 'page.forbiddenTitle' },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('../pages/NotFoundPage.vue'),
    meta: { layout: 'auto', public: true, titleKey: 'page.notFoundTitle' },
  },
];

export function buildRouter() {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...Object.values(modules).flatMap((module) => module.routes), ...own],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  progressHooks(router);
  titleHook(router);
  sheetHook(router);
  router.beforeEach(authGuard(router));
  router.beforeEach(permissionGuard);
  return router;
}
