import { type AnyEvent, type EventEnvelope, type EventType, isEventType } from '@meja/domain';
import type { Socket } from 'socket.io-client';
import { onScopeDispose, readonly, ref } from 'vue';
import { getAccessToken, listPage, refreshAccessToken } from '../api';

export type RealtimeState = 'off' | 'connecting' | 'live' | 'reconnecting';
type Handler<T extends EventType> = (event: EventEnvelope<T>) => void;

const state = ref<RealtimeState>('off');
/** Counts reconnections, for those who would rather read everything again than follow each event. */
const gaps = ref(0);
const handlers = new Map<EventType, Set<Handler<EventType>>>();
const seen = new Set<string>();
const SEEN_MAX = 2_000;

let socket: Socket | null = null;
let lastEventId: string | null = null;
let refreshing = false;
/** Another screen took this one's place: coming back at once would only take it away again. */
let isDisplaced = false;
let comesBack: ReturnType<typeof setTimeout> | undefined;
const COME_BACK_MS = 60_000;

export const realtimeState = readonly(state);
export const realtimeGaps = readonly(gaps);

/** Hands an event to its listeners once, however often it arrives. */
export function deliver(event: AnyEvent): void {
  if (seen.has(event.id)) return;
  seen.add(event.id);
  if (seen.size > SEEN_MAX) seen.delete(seen.values().next().value as string);
  if (lastEventId === null || event.id > lastEventId) lastEventId = event.id;
  for (const handler of handlers.get(event.type) ?? []) handler(event);
}

/** Fetches what was missed since the last event. Throws `ApiProblem`. */
async function catchUp(): Promise<void> {
  while (lastEventId) {
    const page = await listPage<AnyEvent>('/events', { params: { since: lastEventId, limit: 500 } });
    const before: string = lastEventId;
    for (const event of page.rows) if (isEventType(event.type)) deliver(event);
    if (page.rows.length === 0 || !page.nextCursor || lastEventId === before) return;
  }
}

async function onConnected(): Promise<void> {
  const isReturn = state.value === 'reconnecting';
  state.value = 'live';
  if (!isReturn) return;
  try {
    await catchUp();
  } catch {
    // Listeners read everything again instead; nothing is lost.
  }
  gaps.value += 1;
}

function comeBackNow(): void {
  clearTimeout(comesBack);
  removeEventListener('focus', comeBackNow);
  isDisplaced = false;
  if (socket && !socket.connected) socket.connect();
}

/** Comes back when somebody turns to this screen, else after a minute or so. */
function comeBackLater(): void {
  state.value = 'reconnecting';
  clearTimeout(comesBack);
  comesBack = setTimeout(comeBackNow, COME_BACK_MS * (1 + Math.random()));
  addEventListener('focus', comeBackNow);
}

async function onRefused(): Promise<void> {
  state.value = 'reconnecting';
  if (refreshing) return;
  refreshing = true;
  try {
    await refreshAccessToken();
    if (socket && !socket.active) socket.connect();
  } catch {
    // The session's own listeners deal with a session that is gone; otherwise the next try does.
  } finally {
    refreshing = false;
  }
}

/** Opens the live line of the signed-in user. The client's code is fetched only now. */
export async function connectRealtime(): Promise<void> {
  if (socket || state.value !== 'off') return;
  state.value = 'connecting';
  const { io } = await import('socket.io-client');
  if ((state.value as RealtimeState) === 'off') return;
  socket = io({
    transports: ['websocket'],
    auth: (give: (data: object) => void) => give({ token: getAccessToken() }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });
  socket.on('connect', () => void onConnected());
  socket.on('disconnect', (reason) => {
    state.value = 'reconnecting';
    // The server ended it (a revoked or expired token): socket.io does not come back by itself then.
    if (reason !== 'io server disconnect') return;
    if (isDisplaced) comeBackLater();
    else void onRefused();
  });
  socket.on('displaced', () => {
    isDisplaced = true;
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (socket?.active) state.value = 'reconnecting';
    else if (error.data?.code === 'too_many_connections') comeBackLater();
    else void onRefused();
  });
  socket.onAny((type: string, event: AnyEvent) => {
    if (isEventType(type)) deliver(event);
  });
}

/** Closes the line and forgets what was followed. */
export function disconnectRealtime(): void {
  clearTimeout(comesBack);
  removeEventListener('focus', comeBackNow);
  isDisplaced = false;
  socket?.disconnect();
  socket = null;
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
