export * from './types';
export * from './field-codes';
export * from './problems';
