export * from './order-machine';
export * from './kitchen-machine';
export * from './possible-states';
export * from './kitchen-steps';
