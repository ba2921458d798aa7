import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { until } from './until';

export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** As a crash would end it: nothing is saved, so the next start finds it empty. */
  kill(): Promise<void>;
  /** It hangs: connections stay open and nothing is answered. */
  freeze(): void;
  thaw(): void;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}

class PortTaken extends Error {}

async function serve(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  await until('Redis answers or ends', async () => child.exitCode !== null || (await answers(port)));
  if (child.exitCode !== null)
    throw new PortTaken(`redis-server ended with ${child.exitCode} on port ${port}`);
  return child;
}

/** A Redis of the test's own, to be stopped and started at will. */
export async function ownRedis(attempts = 5): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess;
  try {
    child = await serve(port);
  } catch (error) {
    // Somebody took the port between finding and using it.
    if (error instanceof PortTaken && attempts > 1) return ownRedis(attempts - 1);
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = await serve(port);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
