import { onScopeDispose, watch } from 'vue';
import { useSession } from '@/features/auth';
import { meChanges, realtimeGaps } from '@/shared/realtime';

/** All screens of a service are told at the same moment: each asks at one of its own within so long. */
const SPREAD_MS = 1_500;

/** Reads again who is signed in when the server says that this changed for many, and after a gap in which it may have. */
export function useFreshMe(): void {
  const session = useSession();
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch([meChanges, realtimeGaps], ([changes, gaps], [before]) => {
    // What a page opens with it has just read.
    if (changes === before && gaps <= 1) return;
    clearTimeout(timer);
    timer = setTimeout(() => void session.reload().catch(() => undefined), Math.random() * SPREAD_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
}
