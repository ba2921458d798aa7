export { auditRoutes } from './audit.routes';
export { eachTenant, proveLog } from './chain.service';
export type { Anchor, Proof } from './chain.service';
