import { Client } from 'pg';
import type { PoolClient } from 'pg';

type Query = (...args: unknown[]) => unknown;

/** A call that brings its own callback, or a query that reports by itself: `pg` and its pool ask so, one at a time. */
function reportsByItself(args: unknown[]): boolean {
  const [first] = args;
  const isSubmittable = typeof first === 'object' && first !== null && 'submit' in first;
  return isSubmittable || typeof args[args.length - 1] === 'function';
}

/**
 * Puts one question after the other to a connection. Prisma asks for several relations of a transaction at once; `pg`
 * lets them wait in a line of its own until version 9, which refuses them.
 */
export function askOneByOne(client: PoolClient): void {
  const query: Query = (...args) => (Client.prototype.query as Query).apply(client, args);
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const ask = (args: unknown[]): Promise<unknown> => {
    const asked = waiting === 0 ? Promise.resolve(query(...args)) : last.then(() => query(...args));
    waiting += 1;
    const answer = asked.finally(() => (waiting -= 1));
    last = answer.catch(() => undefined);
    return answer;
  };
  client.query = ((...args: unknown[]) =>
    reportsByItself(args) ? query(...args) : ask(args)) as PoolClient['query'];
}
