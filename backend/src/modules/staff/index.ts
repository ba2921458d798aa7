export { approvalField } from './approval.schema';
export { approve, refuseApproval } from './approver';
export type { ApprovalNeed, Approver } from './approver';
export { approverRoutes } from './approvers.routes';
export { ownPinRoutes } from './own-pin.routes';
export { staffRoutes } from './staff.routes';
