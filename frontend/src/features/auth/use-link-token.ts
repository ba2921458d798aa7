import { useRoute, useRouter } from 'vue-router';

/**
 * The token of the link that opened this page, read once from behind `#` and taken out of the address, where a shared
 * screen or the browser's history would show it.
 */
export function useLinkToken(): string {
  const route = useRoute();
  const router = useRouter();
  const token = route.hash.slice(1);
  if (token) void router.replace({ ...route, hash: '' });
  return token;
}
