export { outletRoutes } from './outlets.routes';
export { assertOutletAccess, assertOutletsExist, outletClock, outletInfo } from './outlets.service';
