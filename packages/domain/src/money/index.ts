export * from './money';
export * from './allocate';
export * from './format-money';
