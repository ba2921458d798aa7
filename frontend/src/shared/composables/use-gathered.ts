import { onScopeDispose } from 'vue';

/** So long what comes together is waited for. */
const GATHER_MS = 150;

export interface Gathered {
  /** Least time between the beginnings of two readings. */
  everyMs?: number;
}

/**
 * Makes many wishes to read one reading: soon after the first, at most one in `everyMs`, never two at once, and none while
 * nobody looks at this screen; what was wished meanwhile is read when it is shown again. Returns how to wish. What `read`
 * throws is its own business: the next wish reads again.
 */
export function useGathered(read: () => Promise<unknown>, { everyMs = 1_000 }: Gathered = {}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let beganAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  let isWished = false;
  let isOver = false;

  function plan(): void {
    if (!isWished || isReading || timer !== undefined || document.hidden || isOver) return;
    timer = setTimeout(() => void run(), Math.max(GATHER_MS, beganAt + everyMs - performance.now()));
  }

  async function run(): Promise<void> {
    timer = undefined;
    if (document.hidden || isOver) return;
    isWished = false;
    isReading = true;
    beganAt = performance.now();
    try {
      await read();
    } catch {
      // Shown by whoever reads; the next wish tries again.
    } finally {
      isReading = false;
      plan();
    }
  }

  function wish(): void {
    isWished = true;
    plan();
  }
  document.addEventListener('visibilitychange', plan);
  onScopeDispose(() => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', plan);
  });
  return wish;
}
