import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Socket as ServerSocket } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { roomKey } from '../../keys';
import { createFanOut } from '../fan-out';
import { createRoomNames, joinRooms } from '../rooms';
import { shedRequest } from '../shed';

const event = { id: 'e', type: 'order.updated', outletId: null, occurredAt: '', data: {} } as never;
const fresh = (text: string) => Buffer.from(text).toString() as ReturnType<typeof roomKey>;

describe('PERF-03 a socket without the request it came by', () => {
  const httpServer = createServer();
  const io = new Server(httpServer, { transports: ['websocket'], serveClient: false });
  const { adapter, sockets } = io.of('/');
  const names = createRoomNames(adapter);
  const room = roomKey('tenant-a', 'order:read');

  beforeAll(() => new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve)));
  afterAll(() => io.close());

  async function open() {
    const admitted = new Promise<ServerSocket>((resolve) =>
      io.once('connection', (socket: ServerSocket) => resolve(socket)),
    );
    const { port } = httpServer.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: 'secret' },
    });
    const socket = await admitted;
    await joinRooms(socket, names.shared([fresh(room)]));
    return { client, socket };
  }

  test('PERF-03 KDS-03 holds neither headers nor token, hears its room, and ends with its connection', async () => {
    const { client, socket } = await open();
    expect(socket.handshake.auth).toEqual({ token: 'secret' });
    shedRequest(socket);
    expect(socket.request).toBeUndefined();
    expect(socket.handshake).toMatchObject({ auth: {}, headers: {}, query: {} });
    const heard = new Promise((resolve) => client.once('order.updated', resolve));
    createFanOut(adapter, sockets).tell([room], event);
    expect(await heard).toEqual(event);
    const [here, there] = [
      new Promise((resolve) => socket.once('disconnect', resolve)),
      new Promise((resolve) => client.once('disconnect', resolve)),
    ];
    socket.conn.close();
    await Promise.all([here, there]);
    expect(adapter.sids.size).toBe(0);
  });

  test('PERF-03 two that stand in one room keep one name of it, which goes with the last of them', async () => {
    const [one, two] = [await open(), await open()];
    for (const { socket } of [one, two]) expect(socket.rooms).toContain(room);
    expect(names.size()).toBe(1);
    for (const { client } of [one, two]) client.disconnect();
    await new Promise<void>((resolve) => {
      const look = () => (adapter.sids.size === 0 ? resolve() : setImmediate(look));
      look();
    });
    expect(names.size()).toBe(0);
  });
});
