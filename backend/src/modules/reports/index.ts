export { reportRoutes } from './reports.routes';
export { compareRollups, forAllSellers, keepUp, rebuildRollups } from './rollups.service';
export { checkSalesRollups, startRollups } from './rollups.worker';
