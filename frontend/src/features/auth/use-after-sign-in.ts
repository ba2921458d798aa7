import { useRoute, useRouter } from 'vue-router';

/** Where to go once signed in: back to the page that asked for it, if it is one of ours. */
export function useAfterSignIn(): () => Promise<void> {
  const route = useRoute();
  const router = useRouter();
  return async () => {
    const next = route.query.next;
    const isOwn = typeof next === 'string' && next.startsWith('/') && !next.startsWith('//');
    await router.replace(isOwn ? next : '/');
  };
}
