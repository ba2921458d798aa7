import { shallowRef } from 'vue';

/** The access token lives in memory only; the refresh token is an HttpOnly cookie that scripts never see. */
const token = shallowRef<string | null>(null);
const lostListeners = new Set<() => void>();

export function getAccessToken(): string | null {
  return token.value;
}

export function setAccessToken(value: string | null): void {
  token.value = value;
}

/** Calls back when the server no longer accepts the session. Returns the unsubscriber. */
export function onSessionLost(listener: () => void): () => void {
  lostListeners.add(listener);
  return () => lostListeners.delete(listener);
}

export function announceSessionLost(): void {
  token.value = null;
  for (const listener of lostListeners) listener();
}
