/**
 * `signed-out`: the person chose to; `locked`: they made room for the next at this terminal and come back; `lost`: the server no longer accepts the session; `switched`: it goes on in another
 * business.
 */
export type SessionEndReason = 'signed-out' | 'locked' | 'lost' | 'switched';
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

type Objection = () => Promise<boolean>;
const objections = new Set<Objection>();

/** Asks before a person signs out of their own will; false keeps them. For what would be lost with them. */
export function beforeSignOut(objection: Objection): () => void {
  objections.add(objection);
  return () => objections.delete(objection);
}

/** Whether nothing stands in the way of signing out, or the person agreed. */
export async function maySignOut(): Promise<boolean> {
  for (const objection of objections) if (!(await objection())) return false;
  return true;
}
