import type { OutletDto } from '@meja/domain';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { fetchOutlets } from './auth.api';
import { useSession } from './session.store';

const KEY = 'meja.outlet';

/** The outlets a person may work in, and the one this device works for now. */
export const useActiveOutlet = defineStore('active-outlet', () => {
  const outlets = shallowRef<OutletDto[]>([]);
  const activeId = ref<string | null>(localStorage.getItem(KEY));
  let loading: Promise<void> | null = null;

  const active = computed(() => outlets.value.find((outlet) => outlet.id === activeId.value) ?? null);

  async function read(): Promise<void> {
    const { user } = useSession();
    const own = new Set(user?.outletIds ?? []);
    const all = (await fetchOutlets()).filter((outlet) => outlet.active);
    outlets.value = own.size > 0 ? all.filter((outlet) => own.has(outlet.id)) : all;
    if (!active.value) choose(outlets.value[0]?.id ?? null);
  }

  /** Reads the outlets once. Throws `ApiProblem`. */
  function load(): Promise<void> {
    loading ??= read().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  /** Reads them again, after one was added or changed. Throws `ApiProblem`. */
  function reload(): Promise<void> {
    loading = null;
    return load();
  }

  function choose(id: string | null): void {
    activeId.value = id;
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  }

  function $reset(): void {
    outlets.value = [];
    loading = null;
    choose(null);
  }

  return { outlets, active, activeId, load, reload, choose, $reset };
});
