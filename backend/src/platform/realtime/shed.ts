import type { Socket } from 'socket.io';

/** What stands in the place of every handshake that is over. */
const OVER: Socket['handshake'] = Object.freeze({
  headers: Object.freeze({}),
  time: '',
  address: '',
  xdomain: false,
  secure: false,
  issued: 0,
  url: '',
  query: Object.freeze({}),
  auth: Object.freeze({}),
});

/**
 * Lets go of the request that a socket came by: its headers, its address and the handshake made of them are some
 * kilobytes that nobody reads once it is admitted. socket.io and engine.io ask a connection for its request while it
 * shakes hands alone, and are ready for one without (WebTransport has none).
 */
export function shedRequest(socket: Pick<Socket, 'conn' | 'handshake'>): void {
  Object.assign(socket.conn, { request: undefined });
  Object.assign(socket, { handshake: OVER });
}
