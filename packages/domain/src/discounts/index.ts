export * from './discount-limits';
