export * from './types';
export { dppRuleOf, taxClassOf } from './formulas';
export { priceBill } from './price-bill';
export * from './price-order';
export { replaySteps, stepEffect } from './replay-steps';
export * from './settle';
export { quickCash } from './quick-cash';
export * from './quantity';
