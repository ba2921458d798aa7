import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { log } from '../platform/logging';
import { answerForAll } from '../platform/metrics';

const PAUSES_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
const STEADY_AFTER_MS = 60_000;
/** A little more than a process takes by itself at most. */
const HARD_EXIT_MS = 12_000;

interface Options {
  count: number;
  /** An exit code that says that starting again would change nothing. */
  hopeless: number;
  /** All have ended. */
  onEnd: (code: number) => void;
}

export interface Crew {
  /** Lets every process finish what it has at hand and end; `code` is this one's, unless one of them ends worse. */
  stop(code: number): void;
}

/**
 * Keeps `count` processes of this program behind one port. One that ends by itself is replaced, with growing pauses, and
 * takes none of the others with it; before the first has listened, its end is the end of all, so that whoever started
 * this hears of it. SIGHUP replaces them one by one, each by one that listens already.
 */
export function startProcesses({ count, hopeless, onEnd }: Options): Crew {
  const alive = new Set<Worker>();
  const replaced = new Set<Worker>();
  let isStopping = false;
  let hasListened = false;
  let crashes = 0;
  let code = 0;

  function stop(wanted: number): void {
    if (isStopping) return;
    isStopping = true;
    code ||= wanted;
    for (const worker of alive) worker.process.kill('SIGTERM');
    setTimeout(() => {
      for (const worker of alive) worker.process.kill('SIGKILL');
    }, HARD_EXIT_MS).unref();
    if (alive.size === 0) onEnd(code);
  }

  function begin(): Worker {
    const worker = cluster.fork();
    const from = performance.now();
    alive.add(worker);
    worker.once('exit', (exitCode, signal) => {
      alive.delete(worker);
      if (isStopping || exitCode === hopeless || !hasListened) {
        code ||= exitCode || (signal && !isStopping ? 1 : 0);
        stop(code);
        if (alive.size === 0) onEnd(code);
      } else if (!replaced.delete(worker)) {
        crashes = performance.now() - from >= STEADY_AFTER_MS ? 0 : crashes;
        const pauseMs = PAUSES_MS[Math.min(crashes, PAUSES_MS.length - 1)]!;
        crashes += 1;
        log.error('a process ended by itself; another takes its place', {
          pid: worker.process.pid,
          exitCode,
          signal,
          pauseMs,
        });
        setTimeout(() => {
          if (!isStopping) begin();
        }, pauseMs);
      }
    });
    worker.once('listening', () => (hasListened = true));
    return worker;
  }

  async function replaceAll(): Promise<void> {
    for (const old of [...alive]) {
      if (isStopping) return;
      const fresh = begin();
      const isThere = await new Promise<boolean>((resolve) => {
        fresh.once('listening', () => resolve(true));
        fresh.once('exit', () => resolve(false));
      });
      if (!isThere) return log.error('a new process did not come up; the old ones stay');
      replaced.add(old);
      old.process.kill('SIGTERM');
    }
  }

  let replacing = Promise.resolve();
  process.on('SIGHUP', () => {
    log.info('replacing the processes', { count: alive.size });
    replacing = replacing.then(replaceAll);
  });
  answerForAll();
  for (let number = 0; number < count; number += 1) begin();
  return { stop };
}
