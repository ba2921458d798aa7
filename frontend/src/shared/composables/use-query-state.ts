import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * A filter kept in the address, so that a link shares it: `const q = useQueryState('q')`. The default is left out
 * of the address. Several changes within one tick are written together.
 */
export function useQueryState(key: string, fallback = ''): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[key];
      return typeof value === 'string' ? value : fallback;
    },
    set: (value) => write(router, key, value === fallback ? undefined : value),
  });
}

const pending = new Map<string, string | undefined>();

function write(router: ReturnType<typeof useRouter>, key: string, value: string | undefined): void {
  const isFirst = pending.size === 0;
  pending.set(key, value);
  if (!isFirst) return;
  queueMicrotask(() => {
    const query = { ...router.currentRoute.value.query, ...Object.fromEntries(pending) };
    pending.clear();
    void router.replace({ query, hash: router.currentRoute.value.hash });
  });
}
