import { setTimeout as pause } from 'node:timers/promises';
import { runInContext } from '../context';

const PAUSES_MS = [200, 1_000];

/** Runs work with a context of its own, so that its logs say which job they belong to. */
export function inJob<T>(label: string, id: string, run: () => Promise<T>): Promise<T> {
  const context = { requestId: id, locale: 'id' as const, ip: '', userAgent: '', actor: null, route: label };
  return runInContext(context, run);
}

/** Runs work up to three times; the last error comes back instead of being thrown. */
export async function runQuietly(label: string, id: string, run: () => Promise<void>): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await inJob(label, id, run);
      return null;
    } catch (error) {
      const wait = PAUSES_MS[attempt];
      if (wait === undefined) return error ?? new Error('failed');
      await pause(wait);
    }
  }
}
