/**
 * `signed-out`: the person chose to; `lost`: the server no longer accepts the session; `switched`: it goes on in another
 * business.
 */
export type SessionEndReason = 'signed-out' | 'lost' | 'switched';
type Listener = (reason: SessionEndReason) => void;

const listeners = new Set<Listener>();

/** Calls back when the person signs out or the session is lost: whatever belongs to them must go. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function announceSessionEnd(reason: SessionEndReason): void {
  for (const listener of listeners) listener(reason);
}
