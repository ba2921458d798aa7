import type { MyAnnouncementDto } from '@meja/domain';
import { type ComputedRef, computed, onScopeDispose, ref, watchEffect } from 'vue';
import { useSession } from '@/features/auth';
import { postData } from '@/shared/api';
import { toastError } from '@/shared/ui';

export interface News {
  first: ComputedRef<MyAnnouncementDto | undefined>;
  /** How many wait behind the first. */
  more: ComputedRef<number>;
  dismiss: () => Promise<void>;
}

/** What the service says at present, the most urgent first; what is over goes by itself. */
export function useNews(): News {
  const session = useSession();
  const now = ref(Date.now());
  const current = computed(
    () => session.me?.announcements?.filter(({ until }) => Date.parse(until) > now.value) ?? [],
  );
  const first = computed(() => current.value[0]);
  const more = computed(() => Math.max(0, current.value.length - 1));

  // A timer can't wait longer than some 24 days; whatever lasts longer is looked at again then.
  const LONGEST_MS = 2_000_000_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watchEffect(() => {
    clearTimeout(timer);
    const ends = current.value.map(({ until }) => Date.parse(until));
    if (!ends.length) return;
    const wait = Math.max(0, Math.min(...ends) - now.value);
    timer = setTimeout(() => (now.value = Date.now()), Math.min(wait, LONGEST_MS));
  });
  onScopeDispose(() => clearTimeout(timer));

  /** Away at once; where the server could not be told, it is there again. */
  async function dismiss(): Promise<void> {
    const { me } = session;
    const all = me?.announcements ?? [];
    const away = first.value;
    if (!me || !away) return;
    session.me = { ...me, announcements: all.filter(({ id }) => id !== away.id) };
    try {
      await postData('/announcements/dismiss', { id: away.id });
    } catch (error) {
      toastError(error);
      if (session.me?.user.id === me.user.id) session.me = { ...session.me, announcements: all };
    }
  }
  return { first, more, dismiss };
}
