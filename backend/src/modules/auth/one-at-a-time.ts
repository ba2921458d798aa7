const lines = new Map<string, Promise<unknown>>();

/** Runs what has the same key one after another in this process, in the order it came. */
export function oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
  const before = lines.get(key) ?? Promise.resolve();
  const mine = before.then(run, run);
  const settled = mine
    .catch(() => undefined)
    .finally(() => {
      if (lines.get(key) === settled) lines.delete(key);
    });
  lines.set(key, settled);
  return mine;
}
