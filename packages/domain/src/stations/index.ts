export * from './kitchen-station';
