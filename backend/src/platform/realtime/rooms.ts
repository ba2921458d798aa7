import type { Socket } from 'socket.io';
import type { RoomKey } from '../keys';

/** What holds the rooms of this process, as far as they are asked here. */
interface Rooms {
  rooms: ReadonlyMap<string, unknown>;
  on(event: 'delete-room', hear: (room: string) => void): unknown;
}

export interface RoomNames {
  /** The same rooms, each by the one text that all who stand in it share. To be joined at once. */
  shared(rooms: RoomKey[]): RoomKey[];
  size(): number;
}

/** Ten thousand sockets that each kept the names of a dozen rooms of their own would keep them in their own copies. */
export function createRoomNames(adapter: Rooms): RoomNames {
  const names = new Map<string, RoomKey>();
  adapter.on('delete-room', (room) => names.delete(room));

  function nameOf(room: RoomKey): RoomKey {
    const known = names.get(room);
    if (known === undefined) names.set(room, room);
    return known ?? room;
  }
  return { shared: (rooms) => rooms.map(nameOf), size: () => names.size };
}

/** Lets a socket hear of what is told to these rooms. The one place that joins (lint), so that no room lacks a tenant. */
export async function joinRooms(socket: Pick<Socket, 'join'>, rooms: RoomKey[]): Promise<void> {
  await socket.join(rooms);
}
