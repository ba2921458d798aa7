import type { RouteRecordRaw } from 'vue-router';

const meta = { layout: 'tenant', permission: 'catalog:read', messages: ['catalog'] } as const;

export const routes: RouteRecordRaw[] = [
  {
    path: '/menu',
    name: 'products',
    component: () => import('./pages/ProductsPage.vue'),
    meta: { ...meta, titleKey: 'catalog.products.title' },
  },
  {
    path: '/menu/import',
    name: 'products-import',
    component: () => import('./pages/ImportPage.vue'),
    meta: { ...meta, permission: 'catalog:import', titleKey: 'catalog.import.title' },
  },
  {
    path: '/categories',
    name: 'categories',
    component: () => import('./pages/CategoriesPage.vue'),
    meta: { ...meta, titleKey: 'catalog.categories.title' },
  },
  {
    path: '/modifier-groups',
    name: 'modifier-groups',
    component: () => import('./pages/ModifierGroupsPage.vue'),
    meta: { ...meta, titleKey: 'catalog.groups.title' },
  },
  {
    path: '/stations',
    name: 'stations',
    component: () => import('./pages/StationsPage.vue'),
    meta: { ...meta, titleKey: 'catalog.stations.title' },
  },
];
