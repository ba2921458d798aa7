export * from './photo-address';
