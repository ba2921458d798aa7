import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

interface Pair {
  client: Socket;
  server: Socket;
  isSilent: boolean;
  /** Messages of the client that still go through; the one after breaks the connection. */
  left: number;
}

export interface Proxy {
  port: number;
  /** Connections that are open swallow what is sent from now on, as after a failover; new ones work. */
  silence(): void;
  /** Silent connections that the client still holds open. */
  silent(): number;
  /** Ends every connection and refuses new ones. */
  refuse(): void;
  /** Connections are taken again, and pass everything. */
  pass(): void;
  /** Every connection passes so many messages of the client from now on and then breaks. */
  breakAfter(messages: number): void;
  close(): Promise<void>;
}

/** A way to a server of loopback that can fail as networks do. */
export async function openProxy(target: number): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let isRefusing = false;
  let allowed = Infinity;
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const pair: Pair = { client, server: connect(target, '127.0.0.1'), isSilent: false, left: Infinity };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    for (const side of [client, pair.server]) {
      side.on('error', end);
      side.on('close', end);
    }
    client.on('data', (chunk) => {
      if (pair.isSilent) return;
      if (pair.left <= 0) return end();
      pair.left -= 1;
      pair.server.write(chunk);
    });
    pair.server.on('data', (chunk) => {
      if (!pair.isSilent) client.write(chunk);
      // Signing in takes messages of its own: counting begins with the first that is ready for a query.
      if (pair.left === Infinity && chunk.includes('Z\0\0\0\x05I')) pair.left = allowed;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => pairs.forEach((pair) => (pair.isSilent = true)),
    silent: () => [...pairs].filter(({ isSilent }) => isSilent).length,
    refuse() {
      isRefusing = true;
      pairs.forEach(({ client }) => client.destroy());
    },
    pass() {
      isRefusing = false;
      allowed = Infinity;
      pairs.forEach((pair) => (pair.left = Infinity));
    },
    breakAfter(messages) {
      allowed = messages;
      pairs.forEach((pair) => (pair.left = messages));
    },
    async close() {
      pairs.forEach(({ client }) => client.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
