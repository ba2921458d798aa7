export * from './order-machine';
export * from './kitchen-machine';
export * from './possible-states';
