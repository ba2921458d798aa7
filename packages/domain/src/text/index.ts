export * from './plain-text';
export * from './email-address';
export * from './fold-name';
export * from './formula-cell';
export * from './initials';
