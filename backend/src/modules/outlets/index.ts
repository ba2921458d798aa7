export { openAtStation, openOfMember } from './open-work';
export { outletRoutes } from './outlets.routes';
export {
  assertOutletAccess,
  assertOutletActive,
  assertOutletsExist,
  outletClock,
  outletInfo,
  outletSettings,
} from './outlets.service';
