/** Delay before try `attempt` (1 = first repeat): exponential with full jitter, in milliseconds. */
export function retryDelay(
  attempt: number,
  random: () => number = Math.random,
  baseMs = 400,
  capMs = 5_000,
): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

/** How often a call that got no verdict is repeated before the person is told. */
export const MAX_REPEATS = 3;

const SAFE_METHODS = new Set(['get', 'head', 'options', 'put']);

/**
 * Whether a call may be sent again without doing anything twice: reading, or writing under an `Idempotency-Key`
 * (the server replays the first answer). 409 `idempotency_in_progress` means the first one is still running.
 */
export function mayRepeat(method: string, hasKey: boolean, status: number, code: string | null): boolean {
  if (!SAFE_METHODS.has(method.toLowerCase()) && !hasKey) return false;
  if (status === 0 || status === 502 || status === 503 || status === 504) return true;
  return status === 409 && code === 'idempotency_in_progress';
}

export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    });
  });
}
