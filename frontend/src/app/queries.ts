import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import type { App } from 'vue';

/** Gives pages what they read the server by. */
export function provideQueries(app: App): QueryClient {
  // The HTTP layer repeats what is safe to repeat; a second layer would multiply the waiting.
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } });
  app.use(VueQueryPlugin, { queryClient });
  return queryClient;
}
