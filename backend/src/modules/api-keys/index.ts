export { apiKeyRoutes } from './api-keys.routes';
export { authenticateKey } from './key-access';
export { endKeysOf } from './key-access.repository';
