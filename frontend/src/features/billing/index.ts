import { loadMessages } from '@/shared/i18n';

// Entered from other features' pages, whose routes do not name these texts.
await loadMessages(['billing']);
export { default } from './components/LockedFeature.vue';
