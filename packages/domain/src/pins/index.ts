export * from './guessable-pin';
