export * from './photo-address';
export * from './logo-address';
