export { approverOf } from './approver';
export { staffRoutes } from './staff.routes';
