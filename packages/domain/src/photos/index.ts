export * from './photo-address';
export * from './logo-address';
export * from './face-address';
