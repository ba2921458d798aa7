import { loadMessages } from '@/shared/i18n';

// Entered from other features' pages, whose routes do not name these texts.
await loadMessages(['billing']);
export { default as HistoryNote } from './components/HistoryNote.vue';
export { default as LockedFeature } from './components/LockedFeature.vue';
