import { defineAsyncComponent } from 'vue';
import { loadMessages } from '@/shared/i18n';

/** Asks for the link to be opened that proves the person's address; comes after the page, with its own texts. */
export const EmailNote = defineAsyncComponent(async () => {
  const [component] = await Promise.all([import('./components/EmailNote.vue'), loadMessages(['profile'])]);
  return component;
});
