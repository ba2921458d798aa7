export { openAtStation, openOfMember } from './open-work';
export { outletRoutes } from './outlets.routes';
export {
  assertOutletAccess,
  assertOutletsExist,
  outletClock,
  outletDays,
  outletInfo,
  outletSettings,
} from './outlets.service';
