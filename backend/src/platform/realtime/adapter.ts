import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import type { Server } from 'socket.io';
import { disconnect, impatientConnection, patientConnection, redisPrefix } from '../redis';

/** The adapter doesn't wait for these, so that a refusal would be nobody's and end the process. */
const UNAWAITED = ['publish', 'subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const;

function withoutRejections(client: Redis): Redis {
  for (const name of UNAWAITED) {
    const command = client[name].bind(client) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(client, { [name]: (...args: unknown[]) => command(...args).catch(() => 0) });
  }
  return client;
}

/** Lets rooms reach over all processes; in memory where no Redis is configured. Returns what closes it. */
export function useRedisAdapter(io: Server): () => void {
  const publisher = impatientConnection('socket-out');
  const subscriber = patientConnection('socket-in');
  if (!publisher || !subscriber) return () => undefined;
  const key = `${redisPrefix()}:socket.io`;
  io.adapter(
    createAdapter(withoutRejections(publisher), withoutRejections(subscriber), {
      key,
      requestsTimeout: 2_000,
    }),
  );
  return () => {
    disconnect(publisher);
    disconnect(subscriber);
  };
}
