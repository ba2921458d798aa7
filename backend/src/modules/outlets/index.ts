export { outletRoutes } from './outlets.routes';
export { assertOutletAccess, assertOutletsExist, outletInfo } from './outlets.service';
