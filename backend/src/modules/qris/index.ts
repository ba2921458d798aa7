export { qrisRoutes } from './qris.routes';
