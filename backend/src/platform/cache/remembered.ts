import { performance } from 'node:perf_hooks';
import { broadcast, hearsOthers, onBroadcast } from './bus';

/** A change reaches every process at once where the news travels, else within a second. */
const TTL_MS = 15_000;
const TTL_UNHEARD_MS = 800;

export interface Remembered<T> {
  /** From memory, read at most once at a time. */
  get: () => Promise<T>;
  /** What is in memory and fresh at this moment, else null. */
  peek: () => T | null;
  /** Tells every process that it changed. Call it after the commit. */
  announce: () => void;
  /** Hears in every process of what was announced; returns what takes the listener away. */
  onChange: (hear: () => void) => () => void;
}

/** Keeps in each process's memory something small of the whole service, which `read` reads. */
export function remember<T extends object>(channel: string, read: () => Promise<T>): Remembered<T> {
  let known: { value: T; at: number } | null = null;
  let running: Promise<T> | null = null;
  /** Counts what was forgotten, so that what was read before it is not remembered after it. */
  let forgotten = 0;
  let isListening = false;
  const listeners = new Set<() => void>();

  function forget(): void {
    forgotten += 1;
    known = null;
    running = null;
    for (const hear of listeners) hear();
  }
  function listen(): void {
    if (isListening) return;
    isListening = true;
    onBroadcast(channel, forget, forget);
  }
  async function load(): Promise<T> {
    const since = forgotten;
    const value = await read();
    if (since === forgotten) known = { value, at: performance.now() };
    return value;
  }
  function peek(): T | null {
    const isFresh = known && performance.now() - known.at < (hearsOthers() ? TTL_MS : TTL_UNHEARD_MS);
    return isFresh ? known!.value : null;
  }
  return {
    peek,
    get() {
      listen();
      const fresh = peek();
      if (fresh) return Promise.resolve(fresh);
      if (running) return running;
      const mine = load().finally(() => {
        if (running === mine) running = null;
      });
      running = mine;
      return mine;
    },
    announce() {
      listen();
      void broadcast(channel, null);
    },
    onChange(hear) {
      listen();
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}
