import { onScopeDispose, watch } from 'vue';

/** How long it waits before each try, in milliseconds; the last again and again. */
export const PAUSES_MS: readonly number[] = [3_000, 6_000, 12_000, 30_000];

/**
 * While `waits` holds (something is noted and only an answer is lacking), tries it again by itself: after a pause that
 * grows, and at once when the line is back.
 */
export function useResend(waits: () => boolean, again: () => void): void {
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function resend(): void {
    clearTimeout(timer);
    if (!waits()) return;
    tries += 1;
    again();
  }
  function onLine(): void {
    tries = 0;
    resend();
  }

  watch(
    waits,
    (now) => {
      clearTimeout(timer);
      if (now) timer = setTimeout(resend, PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
    },
    { immediate: true },
  );
  addEventListener('online', onLine);
  onScopeDispose(() => {
    clearTimeout(timer);
    removeEventListener('online', onLine);
  });
}
