import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { EventEnvelope } from '@meja/domain';

export interface Listener {
  socket: Socket;
  /** Every event the server sent, in the order it came. */
  events: EventEnvelope[];
  ids(): string[];
  close(): void;
}

interface Options {
  origin?: string;
  reconnection?: boolean;
}

/** Connects as a terminal does; rejects with the code the server refused with. */
export async function listen(
  baseUrl: string,
  token: string | undefined,
  { origin, reconnection = false }: Options = {},
): Promise<Listener> {
  const events: EventEnvelope[] = [];
  const socket = io(baseUrl, {
    transports: ['websocket'],
    forceNew: true,
    reconnection,
    reconnectionDelay: 50,
    auth: token === undefined ? {} : { token },
    ...(origin && { extraHeaders: { origin } }),
  });
  socket.onAny((_name: string, event?: EventEnvelope) => {
    // A hint to ask anew carries nothing.
    if (event) events.push(event);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
        reject(new Error(error.data?.code ?? error.message)),
      );
    });
  } catch (error) {
    socket.disconnect();
    throw error;
  }
  return { socket, events, ids: () => events.map(({ id }) => id), close: () => socket.disconnect() };
}
