type Listener = () => void;

const listeners = new Set<Listener>();

/** Calls back when the person signs out or the session is lost: whatever belongs to them must go. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function announceSessionEnd(): void {
  for (const listener of listeners) listener();
}
