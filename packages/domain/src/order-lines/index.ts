export * from './line-choice';
