import type { AnyEvent, EventEnvelope, EventType } from '@meja/domain';
import { onScopeDispose, readonly, ref } from 'vue';
import type { Line } from './line';

export type RealtimeState = 'off' | 'connecting' | 'live' | 'reconnecting';
type Handler<T extends EventType> = (event: EventEnvelope<T>) => void;

const state = ref<RealtimeState>('off');
/** Counts the times the line came to life, for those who would rather read everything again than follow each event. */
const gaps = ref(0);
/** Counts the times the server said that what people are told of themselves has changed. */
const changes = ref(0);
const handlers = new Map<EventType, Set<Handler<EventType>>>();
const seen = new Set<string>();
const SEEN_MAX = 2_000;

let line: Line | null = null;
let lastEventId: string | null = null;
/** Counts the openings, so that one that was called off meanwhile comes to nothing. */
let opening = 0;

export const realtimeState = readonly(state);
export const realtimeGaps = readonly(gaps);
export const meChanges = readonly(changes);

/** Hands an event to its listeners once, however often it arrives. */
export function deliver(event: AnyEvent): void {
  if (seen.has(event.id)) return;
  seen.add(event.id);
  if (seen.size > SEEN_MAX) seen.delete(seen.values().next().value as string);
  if (lastEventId === null || event.id > lastEventId) lastEventId = event.id;
  for (const handler of handlers.get(event.type) ?? []) handler(event);
}

/** What came before the line was live reached nobody here: it is caught up with, or read again by who follows. */
async function onConnected(catchUp: () => Promise<void>): Promise<void> {
  state.value = 'live';
  try {
    await catchUp();
  } catch {
    // Listeners read everything again instead; nothing is lost.
  }
  gaps.value += 1;
}

/** Opens the live line of the signed-in user. The client's code is fetched only now. */
export async function connectRealtime(): Promise<void> {
  if (state.value !== 'off') return;
  state.value = 'connecting';
  const mine = ++opening;
  try {
    const { openLine, catchUpFrom } = await import('./line');
    if (mine !== opening) return;
    const catchUp = (): Promise<void> => catchUpFrom(() => lastEventId, deliver);
    line = openLine({
      live: () => void onConnected(catchUp),
      broken: () => (state.value = 'reconnecting'),
      event: deliver,
      news: () => (changes.value += 1),
    });
  } catch (error) {
    if (mine === opening) state.value = 'off';
    throw error;
  }
}

/** Closes the line and forgets what was followed. */
export function disconnectRealtime(): void {
  opening += 1;
  line?.close();
  line = null;
  lastEventId = null;
  seen.clear();
  state.value = 'off';
}

/** Calls back for events of these types for as long as the component lives. Returns the unsubscriber. */
export function onEvent<T extends EventType>(types: T | readonly T[], handler: Handler<T>): () => void {
  const list: readonly T[] = typeof types === 'string' ? [types] : types;
  for (const type of list) {
    const group = handlers.get(type) ?? new Set();
    group.add(handler as unknown as Handler<EventType>);
    handlers.set(type, group);
  }
  const stop = (): void => {
    for (const type of list) handlers.get(type)?.delete(handler as unknown as Handler<EventType>);
  };
  onScopeDispose(stop, true);
  return stop;
}
