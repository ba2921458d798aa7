export * from './late-sales';
