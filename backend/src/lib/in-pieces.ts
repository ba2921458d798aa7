import { setTimeout } from 'node:timers/promises';

/** Long work that yields wherever it may be interrupted. */
export type Pieces<T> = Generator<void, T, void>;

/** So long one piece may keep the thread, and as long it then rests, in milliseconds: it has half a processor at most. */
const PIECE_MS = 4;

/** Runs long work so that everything else of this process goes on between its pieces. */
export async function inPieces<T>(work: Pieces<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + PIECE_MS;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await setTimeout(PIECE_MS);
  }
}

/** Runs the same without interruption: tests, and where it is known to be short. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
