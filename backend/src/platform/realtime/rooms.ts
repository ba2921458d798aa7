import type { BroadcastOperator, Socket } from 'socket.io';
import type { EventEnvelope } from '@meja/domain';
import type { RoomKey } from '../keys';

/** Lets a socket hear of what is told to these rooms. The one place that joins (lint), so that no room lacks a tenant. */
export async function joinRooms(socket: Pick<Socket, 'join'>, rooms: RoomKey[]): Promise<void> {
  await socket.join(rooms);
}

type Emits = Pick<BroadcastOperator<Record<string, (event?: EventEnvelope) => void>, unknown>, 'to'>;

/** Tells an event to the sockets of this process in any of the rooms, each once. */
export function tellRooms(io: { local: Emits }, rooms: RoomKey[], event: EventEnvelope): void {
  io.local.to(rooms).emit(event.type, event);
}
