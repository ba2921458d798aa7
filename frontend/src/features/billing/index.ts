/** Both speak with the texts of `billing`: whoever shows them has them loaded. */
export { default as HistoryNote } from './components/HistoryNote.vue';
export { default as LockedFeature } from './components/LockedFeature.vue';
