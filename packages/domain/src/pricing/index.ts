export * from './types';
export { dppRuleOf } from './formulas';
export { priceBill } from './price-bill';
export { replaySteps, stepEffect } from './replay-steps';
export * from './settle';
export { quickCash } from './quick-cash';
export * from './quantity';
