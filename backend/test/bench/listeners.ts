/** Many terminals that listen, on bare sockets: a library's client would cost more than what is measured. */
import net from 'node:net';
import { REFERENCE_ADDRESS, clock } from './requests';
import type { Person, World } from './world';

export interface Listening {
  /** Terminals per room. */
  perRoom: number;
  /** Rooms: outlets, one after the other through all businesses. */
  rooms: number;
  /** Only events of this type are timed. */
  type: string;
}

const HANDSHAKES_AT_ONCE = 64;

/** A client's text frame; shorter than 64 KB. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = Buffer.from([7, 77, 177, 27]);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4]!)]);
}

/** Takes whole frames off the front; gives what is left. */
function takeFrames(received: Buffer, hear: (text: string) => void): Buffer {
  let at = 0;
  while (received.length - at >= 2) {
    let length = received[at + 1]! & 127;
    let start = at + 2;
    if (length === 126) {
      if (received.length < start + 2) break;
      length = received.readUInt16BE(start);
      start += 2;
    } else if (length === 127) {
      if (received.length < start + 8) break;
      length = Number(received.readBigUInt64BE(start));
      start += 8;
    }
    if (received.length < start + length) break;
    hear(received.toString('utf8', start, start + length));
    at = start + length;
  }
  return received.subarray(at);
}

const PONG = frame('3');
const KEY = Buffer.alloc(16, 'bench').toString('base64');

/** One terminal; resolves once the server has put it into its rooms. */
function connect(port: number, person: Person, hear: (text: string) => void): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    let isOpen = false;
    const take = (text: string) => {
      if (text === '2') socket.write(PONG);
      else if (text.startsWith('0')) socket.write(frame(`40${JSON.stringify({ token: person.token })}`));
      else if (text.startsWith('40')) resolve(socket);
      else if (text.startsWith('44')) reject(new Error(`not admitted: ${text}`));
      else hear(text);
    };
    socket.on('connect', () =>
      socket.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
          `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n` +
          `Sec-WebSocket-Extensions: permessage-deflate\r\nX-Forwarded-For: ${REFERENCE_ADDRESS}\r\n\r\n`,
      ),
    );
    socket.on('data', (chunk: Buffer) => {
      received = received.length ? Buffer.concat([received, chunk]) : chunk;
      if (!isOpen) {
        const end = received.indexOf('\r\n\r\n');
        if (end < 0) return;
        const status = received.toString('latin1', 9, 12);
        if (status !== '101') return reject(new Error(`handshake answered ${status}`));
        isOpen = true;
        received = received.subarray(end + 4);
      }
      received = takeFrames(received, take);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed by the server')));
  });
}

/** Opens the terminals. What they hear is timed from the moment an event says that it was caused. */
export async function listen(world: World, { perRoom, rooms, type }: Listening) {
  let delays: number[] = [];
  let count = 0;
  const beginning = `42["${type}"`;
  const hear = (text: string) => {
    if (!text.startsWith(beginning)) return;
    const now = clock();
    const caused = /"benchAt":([\d.]+)/.exec(text)?.[1] ?? /"note":"bench ([\d.]+)/.exec(text)?.[1];
    count += 1;
    if (caused) delays.push(Math.round((now - Number(caused)) * 100) / 100);
  };
  const wanted: Person[] = [];
  for (let room = 0; room < rooms; room += 1) {
    const shop = world.shops[room % world.shops.length]!;
    const person = shop.listeners[Math.floor(room / world.shops.length)]!;
    for (let seat = 0; seat < perRoom; seat += 1) wanted.push(person);
  }
  const sockets: net.Socket[] = [];
  let next = 0;
  const open = async () => {
    while (next < wanted.length) sockets.push(await connect(world.port, wanted[next++]!, hear));
  };
  await Promise.all(Array.from({ length: HANDSHAKES_AT_ONCE }, open));
  return {
    take() {
      const taken = { delays, count };
      delays = [];
      count = 0;
      return taken;
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
