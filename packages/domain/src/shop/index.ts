export * from './menu-plan';
export * from './sample-menus';
