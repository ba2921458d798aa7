import { readonly, ref } from 'vue';

export type ConnectionState = 'online' | 'retrying' | 'offline';

const state = ref<ConnectionState>(navigator.onLine ? 'online' : 'offline');
let waiting = 0;

addEventListener('offline', () => (state.value = 'offline'));
addEventListener('online', () => (state.value = waiting > 0 ? 'retrying' : 'online'));

/** What the page may say about the line to the server. */
export const connection = readonly(state);

/** Marks that a call is being repeated; the returned function ends it, saying whether an answer came. */
export function beginRetry(): (answered: boolean) => void {
  waiting += 1;
  if (navigator.onLine) state.value = 'retrying';
  return (answered) => {
    waiting -= 1;
    if (answered) markAnswered();
    else if (waiting === 0) state.value = 'offline';
  };
}

/** Any answer of the server proves the line. */
export function markAnswered(): void {
  if (state.value !== 'online' && navigator.onLine) state.value = 'online';
}
