import type { QueryClient } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { buildRouter } from './app/router/router';
import { watchSession } from './app/session-lifecycle';
import { i18n, setLanguage, storedLanguage, translate } from './shared/i18n';
import { showToast } from './shared/ui';

async function start(): Promise<void> {
  const pinia = createPinia();
  const router = buildRouter();
  const app = createApp(App);
  app.use(pinia).use(i18n);
  let queries: QueryClient | null = null;
  watchSession(pinia, () => queries?.clear(), router);
  // Signing in reads nothing by it, so it comes with the first page behind.
  router.beforeResolve(async (to) => {
    if (!to.meta.public) queries ??= (await import('./app/queries')).provideQueries(app);
  });
  await setLanguage(storedLanguage());
  app.use(router);
  app.mount('#app');
}
// A page of an earlier version asks for parts that a new release replaced.
addEventListener('vite:preloadError', (event) => {
  event.preventDefault();
  showToast({
    tone: 'warn',
    title: translate('page.outdatedTitle'),
    text: translate('page.outdatedBody'),
    durationMs: 0,
    action: { label: translate('page.reload'), run: () => location.reload() },
  });
});

void start();
