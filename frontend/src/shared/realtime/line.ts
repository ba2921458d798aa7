import { type AnyEvent, isEventType } from '@meja/domain';
import { io, type Socket } from 'socket.io-client';
import { getAccessToken, listPage, refreshAccessToken } from '../api';

/** What the line tells whoever opened it. */
export interface LineListener {
  live: () => void;
  broken: () => void;
  event: (event: AnyEvent) => void;
  /** What people are told of themselves has changed for many. */
  news: () => void;
}

export interface Line {
  close: () => void;
}

const COME_BACK_MS = 60_000;

/** Fetches what was missed since the last event. Throws `ApiProblem`. */
export async function catchUpFrom(
  last: () => string | null,
  deliver: (event: AnyEvent) => void,
): Promise<void> {
  for (let since = last(); since; since = last()) {
    const page = await listPage<AnyEvent>('/events', { params: { since, limit: 500 } });
    for (const event of page.rows) if (isEventType(event.type)) deliver(event);
    if (page.rows.length === 0 || !page.nextCursor || last() === since) return;
  }
}

/** Opens the live line of the signed-in user; it comes back by itself until it is closed. */
export function openLine(listener: LineListener): Line {
  /** Another screen took this one's place: coming back at once would only take it away again. */
  let isDisplaced = false;
  let comesBack: ReturnType<typeof setTimeout> | undefined;
  let isRefreshing = false;
  let isClosed = false;
  const socket: Socket = io({
    transports: ['websocket'],
    auth: (give: (data: object) => void) => give({ token: getAccessToken() }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });

  function comeBackNow(): void {
    clearTimeout(comesBack);
    removeEventListener('focus', comeBackNow);
    isDisplaced = false;
    if (!socket.connected) socket.connect();
  }

  /** Comes back when somebody turns to this screen, else after a minute or so. */
  function comeBackLater(): void {
    listener.broken();
    clearTimeout(comesBack);
    comesBack = setTimeout(comeBackNow, COME_BACK_MS * (1 + Math.random()));
    addEventListener('focus', comeBackNow);
  }

  async function onRefused(): Promise<void> {
    listener.broken();
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      await refreshAccessToken();
      if (!isClosed && !socket.active) socket.connect();
    } catch {
      // The session's own listeners deal with a session that is gone; otherwise the next try does.
    } finally {
      isRefreshing = false;
    }
  }

  socket.on('connect', listener.live);
  socket.on('disconnect', (reason) => {
    if (isClosed) return;
    listener.broken();
    // The server ended it (a revoked or expired token): socket.io does not come back by itself then.
    if (reason !== 'io server disconnect') return;
    if (isDisplaced) comeBackLater();
    else void onRefused();
  });
  socket.on('displaced', () => {
    isDisplaced = true;
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (isClosed) return;
    if (socket.active) listener.broken();
    else if (error.data?.code === 'too_many_connections') comeBackLater();
    else void onRefused();
  });
  socket.on('me.changed', listener.news);
  socket.onAny((type: string, event: AnyEvent) => {
    if (isEventType(type)) listener.event(event);
  });

  return {
    close: () => {
      isClosed = true;
      clearTimeout(comesBack);
      removeEventListener('focus', comeBackNow);
      socket.disconnect();
    },
  };
}
