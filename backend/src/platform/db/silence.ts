import type { Pool, PoolClient } from 'pg';
import type { Socket } from 'node:net';

/** How often idle connections are asked whether they still answer, and how long they may take. Milliseconds. */
const ASK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 2_000;
const END_WITHIN_MS = 2_000;

/** `pg` keeps its socket on the connection, which its types leave out. */
const socketOf = (client: PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** What a caller gets whose question was never answered: an error like those of a connection that is gone. */
export class DatabaseSilent extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('no answer from the database; the connection was thrown away');
  }
}

/**
 * Watches a pool for connections that swallow what is sent (a failover, a lost entry of a NAT) without ever closing.
 * One that is in use and silent for `silenceMs` is destroyed, and so is an idle one that does not answer a question
 * within two seconds; the next caller gets a new one. `silenceMs` lies above the server's own limit for a statement, so
 * that a slow answer is never taken for none.
 */
export function watchForSilence(pool: Pool, silenceMs: number): { end(): Promise<void> } {
  const open = new Set<PoolClient>();
  const usedAt = new WeakMap<PoolClient, number>();

  pool.on('connect', (client) => {
    open.add(client);
    const socket = socketOf(client);
    // Whoever uses the connection learns of its end by their question; without a listener it would end the process.
    client.on('error', () => undefined);
    socket.setKeepAlive(true, 10_000);
    socket.on('timeout', () => socket.destroy(new DatabaseSilent()));
  });
  pool.on('acquire', (client) => socketOf(client).setTimeout(silenceMs));
  pool.on('release', (_error, client) => {
    socketOf(client).setTimeout(0);
    usedAt.set(client, performance.now());
  });
  pool.on('remove', (client) => open.delete(client));

  async function ask(client: PoolClient): Promise<void> {
    const isFresh = performance.now() - (usedAt.get(client) ?? 0) < ASK_EVERY_MS;
    if (isFresh) return client.release();
    socketOf(client).setTimeout(ANSWER_WITHIN_MS);
    await client.query('SELECT').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }

  const timer = setInterval(() => {
    for (let left = pool.idleCount; left > 0; left -= 1) {
      pool.connect().then(ask, () => undefined);
    }
  }, ASK_EVERY_MS);
  timer.unref();

  return {
    async end() {
      clearInterval(timer);
      // A goodbye needs an answer, too: who gives none is left.
      const late = setTimeout(() => open.forEach((client) => socketOf(client).destroy()), END_WITHIN_MS);
      await pool.end().finally(() => clearTimeout(late));
    },
  };
}
