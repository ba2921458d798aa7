import { useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import { useSession } from '@/features/auth';
import { listAll, type Page } from '@/shared/api';
import * as api from './audit.api';

/** Lines of a filter, newest first, a page at a time. */
export function useAudit(filter: Ref<api.AuditFilter>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['audit', filter.value]),
    queryFn: ({ pageParam }) => api.fetchAudit(filter.value, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<api.AuditRow>) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

/** Who works here, to filter by and to name; nobody for whoever may not see them. */
export function usePeople() {
  const session = useSession();
  return useQuery({
    queryKey: ['audit', 'people'],
    queryFn: () => listAll<{ id: string; name: string }>('/users'),
    enabled: computed(() => session.can('staff:read')),
  });
}

const STRETCH = 5_000;

/** The proof of the whole log, a stretch at a time, so that it shows how far it is and can be stopped. */
export function useProof() {
  const running = ref(false);
  const checked = ref(0);
  const total = ref<number | null>(null);
  const result = shallowRef<{ brokenAt: number | null; rows: number; until: string | null } | null>(null);
  const error = shallowRef<unknown>(null);
  let stop = new AbortController();

  async function walk(signal: AbortSignal): Promise<void> {
    let until: string | null = null;
    let rows = 0;
    for (let after = 0; ;) {
      const part = await api.proveStretch(after, STRETCH, signal);
      rows += part.rows;
      after = part.checkedTo;
      until = part.checkedUntil ?? until;
      checked.value = rows;
      total.value = part.headSeq;
      if (part.intact && part.checkedTo < part.headSeq) continue;
      result.value = { brokenAt: part.brokenAt, rows, until };
      return;
    }
  }

  async function start(): Promise<void> {
    if (running.value) return;
    stop = new AbortController();
    const { signal } = stop;
    [running.value, checked.value, total.value, result.value, error.value] = [true, 0, null, null, null];
    try {
      await walk(signal);
    } catch (caught) {
      if (!signal.aborted) error.value = caught;
    } finally {
      running.value = false;
    }
  }

  const cancel = (): void => stop.abort();
  onScopeDispose(cancel);
  return { running, checked, total, result, error, start, cancel };
}
