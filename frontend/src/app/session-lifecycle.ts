import type { Pinia } from 'pinia';
import type { Router } from 'vue-router';
import { watch } from 'vue';
import { useSession } from '@/features/auth';
import { onSessionLost } from '@/shared/api';
import { announceSessionEnd, onSessionEnd } from '@/shared/composables/session-end';
import { isTerminal } from '@/shared/terminal';
import { disconnectRealtime, realtimeGaps } from '@/shared/realtime';

interface Resettable {
  $reset: () => void;
}

/** Where a session ends, by the person or by the server, everything of it is forgotten on this page. */
export function watchSession(pinia: Pinia, forgetAnswers: () => void, router: Router): void {
  onSessionEnd((reason) => {
    disconnectRealtime();
    const stores = (pinia as unknown as { _s: Map<string, Resettable> })._s;
    for (const store of stores.values()) store.$reset();
    forgetAnswers();
    const { fullPath, meta } = router.currentRoute.value;
    if (reason !== 'switched' && !meta.public) {
      void router.replace({
        name: reason !== 'lost' && isTerminal() ? 'pin' : 'sign-in',
        query: reason === 'lost' ? { next: fullPath, ended: '1' } : {},
      });
    }
  });

  // The line is cut where somebody's permissions change: after it came back, the screens follow.
  watch(realtimeGaps, (_gap, before) => {
    const session = useSession(pinia);
    if (before > 0 && session.isSignedIn) session.reload().catch(() => undefined);
  });

  onSessionLost(() => {
    if (useSession(pinia).isSignedIn) announceSessionEnd('lost');
  });
}
