export { catalogRoutes } from './catalog.routes';
export { closedMenu } from './menu/closed-menu';
export { freshMenuSnapshot, menuSnapshot } from './menu/menu-snapshot';
export type { MenuSnapshot } from './menu/menu-snapshot';
