import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { buildRouter } from './app/router/router';
import { watchSession } from './app/session-lifecycle';
import { i18n, setLanguage, storedLanguage, translate } from './shared/i18n';
import { showToast } from './shared/ui';
import './shared/styles/base.css';

async function start(): Promise<void> {
  await setLanguage(storedLanguage());
  const pinia = createPinia();
  // The HTTP layer repeats what is safe to repeat; a second layer would multiply the waiting.
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } });
  const router = buildRouter();
  const app = createApp(App);
  app.use(pinia).use(i18n).use(VueQueryPlugin, { queryClient: queries });
  watchSession(pinia, queries, router);
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
