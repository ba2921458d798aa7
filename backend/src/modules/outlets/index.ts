export { outletRoutes } from './outlets.routes';
export {
  assertOutletAccess,
  assertOutletsExist,
  outletClock,
  outletDays,
  outletInfo,
} from './outlets.service';
