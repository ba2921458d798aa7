import { readonly, ref } from 'vue';

const shown = ref(!document.hidden);
document.addEventListener('visibilitychange', () => (shown.value = !document.hidden));

/** Whether anybody can see this screen; what nobody sees reads nothing. */
export const isShown = readonly(shown);
