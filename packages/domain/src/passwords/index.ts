export * from './new-password';
