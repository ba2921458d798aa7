export { closeKitchens } from './kitchen.jobs';
export { kitchenRoutes } from './kitchen.routes';
