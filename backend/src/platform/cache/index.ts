export { cached, getBuffer, invalidate, setBuffer } from './cache';
export { broadcast, hearsOthers, onBroadcast } from './bus';
