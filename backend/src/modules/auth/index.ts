export { authRoutes } from './auth.routes';
export { authenticate, authenticateHeld, concerns, forgetAccess, onAccessChange } from './access';
export type { AccessChange } from './access';
export { mailResolvers } from './mails';
export { announceMemberChange, endMemberSessions } from './sessions.service';
export { ensureSuperAdmin } from './super-admin';
