export * from './menu-plan';
export * from './sample-menus';
export { SAMPLE_QRIS } from './sample-qris';
