import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Socket as ServerSocket } from 'socket.io';
import { io as connect } from 'socket.io-client';
import type { Socket as ClientSocket } from 'socket.io-client';
import { createFanOut, textFrame } from '../fan-out';

const eventOf = (number: number, text = '') =>
  ({ id: `e${number}`, type: 'order.updated', outletId: null, occurredAt: '', data: { text } }) as never;
const idsOf = (events: unknown[]) => events.map((event) => (event as { id: string }).id);

describe('PERF-03 KDS-03 telling many sockets', () => {
  const httpServer = createServer();
  const io = new Server(httpServer, { transports: ['websocket'], serveClient: false });
  const { adapter, sockets } = io.of('/');
  const fanOut = createFanOut(adapter, sockets);

  beforeAll(() => new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve)));
  afterAll(() => io.close());

  async function open(
    rooms: string[],
  ): Promise<{ client: ClientSocket; socket: ServerSocket; heard: unknown[] }> {
    const admitted = new Promise<ServerSocket>((resolve) => io.once('connection', resolve));
    const { port } = httpServer.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const heard: unknown[] = [];
    client.on('order.updated', (event) => heard.push(event));
    const socket = await admitted;
    for (const room of rooms) await socket.join(room);
    return { client, socket, heard };
  }
  /** What was told before has arrived once this has. */
  const settled = ({ client, socket }: { client: ClientSocket; socket: ServerSocket }) =>
    new Promise<void>((resolve) => {
      client.once('settled', () => resolve());
      socket.emit('settled');
    });

  test.each([0, 125, 126, 65_535, 65_536, 200_000])(
    'PERF-03 an event of %i bytes more arrives as it was told',
    async (length) => {
      const one = await open(['a']);
      fanOut.tell(['a'], eventOf(1, 'é'.repeat(length / 2)));
      await settled(one);
      expect(one.heard).toEqual([eventOf(1, 'é'.repeat(length / 2))]);
      one.client.disconnect();
    },
  );

  test('PERF-03 a frame says its length in as few bytes as there are', () => {
    const head = (length: number) => [...textFrame('x'.repeat(length)).subarray(0, 4)];
    expect([head(125).slice(0, 2), head(126), head(65_535), head(65_536)]).toEqual([
      [0x81, 125],
      [0x81, 126, 0, 126],
      [0x81, 126, 255, 255],
      [0x81, 127, 0, 0],
    ]);
  });

  test('KDS-03 each hears once, in any of the rooms, and who stands in none hears nothing', async () => {
    const [both, second, other] = [await open(['a', 'b']), await open(['b']), await open(['c'])];
    fanOut.tell(['a', 'b'], eventOf(1));
    fanOut.tell(['b'], eventOf(2));
    await Promise.all([both, second, other].map(settled));
    expect([both, second, other].map(({ heard }) => idsOf(heard))).toEqual([['e1', 'e2'], ['e1', 'e2'], []]);
    for (const { client } of [both, second, other]) client.disconnect();
  });

  test('KDS-03 nothing overtakes, whichever way it goes: through socket.io, at once, and behind what is under way', async () => {
    const one = await open(['a']);
    const sent: string[] = [];
    for (let number = 0; number < 300; number += 1) {
      sent.push(`e${number}`);
      if (number % 3 === 0) one.socket.emit('order.updated', eventOf(number));
      else fanOut.tell(['a'], eventOf(number, 'x'.repeat((number % 7) * 2_000)));
      if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await settled(one);
    expect(idsOf(one.heard)).toEqual(sent);
    one.client.disconnect();
  });

  test('PERF-03 what is told in one turn leaves a connection together', async () => {
    const one = await open(['a']);
    const { _socket: line } = (
      one.socket.conn.transport as unknown as { socket: { _socket: NodeJS.WritableStream } }
    ).socket;
    const writes = jest.spyOn(
      line as unknown as { _writev(chunks: unknown[], done: () => void): void },
      '_writev',
    );
    for (let number = 0; number < 5; number += 1) fanOut.tell(['a'], eventOf(number));
    await new Promise((resolve) => setImmediate(resolve));
    await settled(one);
    expect(writes.mock.calls.map(([chunks]) => chunks.length)[0]).toBe(5);
    expect(idsOf(one.heard)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
    one.client.disconnect();
  });

  test('KDS-03 who is going hears nothing more, and harms nobody', async () => {
    const [gone, stays] = [await open(['a']), await open(['a'])];
    gone.socket.conn.close();
    fanOut.tell(['a'], eventOf(1));
    await settled(stays);
    expect(idsOf(stays.heard)).toEqual(['e1']);
    expect(gone.heard).toEqual([]);
    stays.client.disconnect();
  });

  test('PERF-04 an event that nobody here hears is not made into a message', () => {
    const event = { type: 'order.updated', toJSON: jest.fn() };
    fanOut.tell(['nobody'], event as never);
    expect(event.toJSON).not.toHaveBeenCalled();
  });
});
