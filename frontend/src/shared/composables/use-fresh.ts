import { onScopeDispose, ref, type Ref, watch } from 'vue';

/** How long what has just appeared ignores input: the rest of a double tap was meant for what stood there. Milliseconds. */
export const FRESH_MS = 500;

/**
 * True for `forMs` after something appeared. A shield laid over it meanwhile takes the finger that was already
 * falling; `guardKeys` takes the Enter.
 */
export function useFresh(
  isShown: () => boolean,
  forMs: number = FRESH_MS,
): {
  isFresh: Readonly<Ref<boolean>>;
  guardKeys: (event: KeyboardEvent) => void;
} {
  const isFresh = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    isShown,
    (shown) => {
      clearTimeout(timer);
      isFresh.value = shown;
      if (shown) timer = setTimeout(() => (isFresh.value = false), forMs);
    },
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => clearTimeout(timer));
  return {
    isFresh,
    guardKeys(event) {
      const isTyping = event.target instanceof HTMLInputElement && event.key === ' ';
      if (!isFresh.value || isTyping || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
