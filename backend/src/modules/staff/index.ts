export { approvalField } from './approval.schema';
export { approve, refuseApproval } from './approver';
export type { ApprovalNeed, Approver } from './approver';
export { approverRoutes } from './approvers.routes';
export { staffRoutes } from './staff.routes';
