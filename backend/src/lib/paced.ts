/**
 * A call that goes out at once, and at most one more every `everyMs` however often it is asked for: what comes in between
 * goes out together at the end of it.
 */
export function paced(everyMs: number, run: () => void): () => void {
  let isPausing = false;
  let isWanted = false;

  function go(): void {
    isPausing = true;
    isWanted = false;
    setTimeout(() => {
      isPausing = false;
      if (isWanted) go();
    }, everyMs).unref();
    run();
  }

  return () => {
    if (isPausing) isWanted = true;
    else go();
  };
}
