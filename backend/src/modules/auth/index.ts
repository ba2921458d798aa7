export { authRoutes } from './auth.routes';
export { authenticate, authenticateHeld, concerns, forgetAccess, onAccessChange } from './access';
export type { AccessChange } from './access';
export { accountMailResolvers } from './mails';
export { onTakeover } from './takeover';
export {
  announceMemberChange,
  endMemberSessions,
  endTenantSessions,
  endTerminalSessions,
} from './sessions.service';
export { confirmPassword } from './account.service';
export { hashTerminalToken } from './pin.rules';
export { ensureSuperAdmin } from './super-admin';
export { startImpersonation } from './impersonation.service';
export type { Impersonation } from './impersonation.service';
