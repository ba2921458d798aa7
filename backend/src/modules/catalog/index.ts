export { changeCatalog } from './catalog-change';
export { catalogRoutes } from './catalog.routes';
export { closedMenu } from './menu/closed-menu';
export { freshMenuSnapshot, menuSnapshot } from './menu/menu-snapshot';
export { menuIndex } from './menu/menu-index';
export type { MenuIndex } from './menu/menu-index';
export type { MenuSnapshot } from './menu/menu-snapshot';
