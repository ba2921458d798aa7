import { watch } from 'vue';
import type { Router } from 'vue-router';
import { beginProgress } from '@/shared/composables/use-progress';
import { loadMessages, translate, useI18n } from '@/shared/i18n';

/** Shows the thin bar while a page is being fetched. */
export function progressHooks(router: Router): void {
  let end: (() => void) | null = null;
  router.beforeEach((to, from) => {
    if (to.path !== from.path) end ??= beginProgress();
  });
  const stop = (): void => {
    end?.();
    end = null;
  };
  router.afterEach(stop);
  router.onError(stop);
}

/** Fetches the page's texts before it is shown, and keeps the window's title in the current language. */
export function titleHook(router: Router): void {
  router.beforeResolve(async (to) => {
    await loadMessages(['common', ...(to.meta.messages ?? [])]);
  });
  const update = (): void => {
    const { titleKey } = router.currentRoute.value.meta;
    document.title = titleKey && titleKey !== 'common.appName' ? `${translate(titleKey)} · Meja` : 'Meja';
  };
  router.afterEach(update);
  watch(useI18n().locale, update);
}
