import { watch } from 'vue';
import type { RouteLocationNormalized, Router } from 'vue-router';
import { beginProgress } from '@/shared/composables/use-progress';
import { loadMessages, translate, useI18n } from '@/shared/i18n';
import { wear } from '@/shared/styles/sheets';

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
  const load = ({ meta }: RouteLocationNormalized): Promise<void> => {
    const isBeforeWork = meta.public === true && meta.layout === 'plain';
    return loadMessages(['common', ...(isBeforeWork ? [] : ['work']), ...(meta.messages ?? [])]);
  };
  // Asked for at once, waited for at the end: meanwhile the session is found and the page fetched.
  router.beforeEach((to) => {
    load(to).catch(() => undefined);
  });
  router.beforeResolve(load);
  const update = (): void => {
    const { titleKey } = router.currentRoute.value.meta;
    document.title = titleKey && titleKey !== 'common.appName' ? `${translate(titleKey)} · Meja` : 'Meja';
  };
  router.afterEach(update);
  watch(useI18n().locale, update);
}

/** Fetches the page's style sheet with the page; a document made for it has it from the start. */
export function sheetHook(router: Router): void {
  router.beforeResolve(({ meta }) =>
    wear(meta.public && meta.layout === 'plain' && !meta.whole ? 'first' : 'whole'),
  );
}
