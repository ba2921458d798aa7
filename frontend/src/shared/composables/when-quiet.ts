/** How long after a page is shown what it may need later is fetched, unless somebody acts before. */
const QUIET_AFTER_MS = 3_000;
const ACTIONS = ['pointerdown', 'keydown'] as const;

const idle: (run: () => void) => void =
  typeof requestIdleCallback === 'function'
    ? (run) => void requestIdleCallback(run, { timeout: 1_000 })
    : (run) => void setTimeout(run, 200);

/** Runs once the page has nothing else to do: never before it is painted. */
export function whenPainted(run: () => void): void {
  requestAnimationFrame(() => idle(run));
}

/**
 * Runs once the page was shown for a while, or as soon as somebody begins to act on it: for what the first paint must
 * not wait for and a broken line must not withhold later. Returns what calls it off.
 */
export function whenQuiet(run: () => void): () => void {
  const start = (): void => {
    stop();
    idle(run);
  };
  const timer = setTimeout(start, QUIET_AFTER_MS);
  const stop = (): void => {
    clearTimeout(timer);
    for (const action of ACTIONS) removeEventListener(action, start, { capture: true });
  };
  for (const action of ACTIONS) addEventListener(action, start, { capture: true, passive: true });
  return stop;
}
