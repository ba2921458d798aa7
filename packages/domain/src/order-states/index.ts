export * from './order-machine';
export * from './kitchen-machine';
