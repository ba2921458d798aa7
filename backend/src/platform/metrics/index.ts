export { measure } from './http-metrics';
export { cacheReads, countOrder, countRelayed, eventDelay, socketCount } from './measures';
export { addGauge, metricsText, metricsType } from './registry';
