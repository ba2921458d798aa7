export { authRoutes } from './auth.routes';
export { announceAccessChange, authenticate, concerns, forgetAccess, onAccessChange } from './access';
export type { AccessChange } from './access';
export { endSessions } from './sessions.service';
export { ensureSuperAdmin } from './super-admin';
