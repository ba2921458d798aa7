export * from './plain-text';
export * from './email-address';
