export * from './plans';
export * from './add-ons';
export * from './calendar';
export * from './change-quote';
export * from './history';
export * from './terms';
