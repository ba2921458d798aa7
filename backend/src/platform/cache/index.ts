export { cached, getBuffer, invalidate, setBuffer } from './cache';
export { broadcast, hearsOthers, onBroadcast } from './bus';
export { remember } from './remembered';
export type { Remembered } from './remembered';
