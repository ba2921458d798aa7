export { measure } from './http-metrics';
export { cacheReads, countOrder, countRelayed, eventDelay, socketCount } from './measures';
export { answerForAll, metricsText } from './processes';
export { addGauge, metricsType } from './registry';
