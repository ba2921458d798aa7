import type { Socket as Connection } from 'node:net';
import type { EventEnvelope } from '@meja/domain';

/** A socket of socket.io, as far as it is used here. */
export interface Listener {
  conn: { write(packet: string): unknown };
}

/** What lies beneath one, of engine.io's and ws' own; where it is not as it is here, engine.io is asked to write. */
interface Beneath {
  readyState?: string;
  /** What engine.io has still to hand over. */
  writeBuffer?: readonly unknown[];
  transport?: {
    name?: string;
    writable?: boolean;
    perMessageDeflate?: unknown;
    socket?: { readyState?: number; _socket?: Connection };
  };
}

/** What holds the rooms of this process and who stands in them, by their ids. */
export interface Rooms {
  rooms: ReadonlyMap<string, ReadonlySet<string>>;
}

const OPEN = 1;
/** A text, and nothing of it follows. */
const WHOLE_TEXT = 0x81;

/** A text as one unmasked frame of a WebSocket, as a server sends it (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = WHOLE_TEXT;
  frame[1] = start === 2 ? length : start === 4 ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(length, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, start);
  return frame;
}

/** The connection beneath a socket where nothing that was said before is still above it, so that nothing is overtaken. */
function lineOf({ conn }: Listener): Connection | undefined {
  const { readyState, writeBuffer, transport } = conn as Beneath;
  const isIdle =
    readyState === 'open' &&
    writeBuffer?.length === 0 &&
    transport?.name === 'websocket' &&
    transport.writable === true &&
    !transport.perMessageDeflate;
  const socket = isIdle ? transport.socket : undefined;
  return socket?.readyState === OPEN ? socket._socket : undefined;
}

export interface FanOut {
  /** Tells an event to the sockets of this process in any of the rooms, each once; to none, it costs nothing. */
  tell(rooms: readonly string[], event: EventEnvelope): void;
}

/**
 * Tells events to many sockets. One frame is made for all, and written to each connection as it is; what is told within
 * one turn of the event loop leaves a connection together. Where engine.io has something under way for a socket, it
 * goes through engine.io.
 */
export function createFanOut(adapter: Rooms, sockets: ReadonlyMap<string, Listener>): FanOut {
  let held: Connection[] = [];

  function release(): void {
    const lines = held;
    held = [];
    for (const line of lines) line.uncork();
  }

  function write(line: Connection, frame: Buffer): void {
    if (line.writableCorked === 0) {
      line.cork();
      if (held.push(line) === 1) queueMicrotask(release);
    }
    line.write(frame);
  }

  function idsIn(rooms: readonly string[]): ReadonlySet<string> {
    const heard = rooms.flatMap((room) => adapter.rooms.get(room) ?? []);
    return heard.length === 1 ? heard[0]! : new Set(heard.flatMap((ids) => [...ids]));
  }

  return {
    tell(rooms, event) {
      const ids = idsIn(rooms);
      if (ids.size === 0) return;
      // An event in the root namespace, as socket.io's parser writes it; engine.io sets a 4 before it: a message.
      const packet = `2${JSON.stringify([event.type, event])}`;
      const frame = textFrame(`4${packet}`);
      for (const id of ids) {
        const socket = sockets.get(id);
        if (!socket) continue;
        const line = lineOf(socket);
        if (line) write(line, frame);
        else socket.conn.write(packet);
      }
    },
  };
}
