export { catalogRoutes } from './catalog.routes';
export { freshMenuSnapshot, menuSnapshot } from './menu/menu-snapshot';
export type { MenuSnapshot } from './menu/menu-snapshot';
