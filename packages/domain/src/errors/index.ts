export * from './types';
export * from './field-codes';
export * from './import-warnings';
export * from './problems';
