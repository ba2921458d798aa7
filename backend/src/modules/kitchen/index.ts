export { kitchenRoutes } from './kitchen.routes';
