import { GateBusy } from './gate';

/** Somebody who waits for an answer. */
export interface Asked<T, R> {
  what: T;
  resolve: (answer: R | PromiseLike<R>) => void;
  reject: (error: unknown) => void;
}

export interface TogetherRules<T, R> {
  /** How many go together at most, and how many calls there are at once. */
  most: number;
  mostCalls: number;
  /** How long the next ones wait for a call that is under way, in milliseconds. */
  patienceMs: number;
  /** How many of one line may wait; who comes after them is turned away at once. */
  mostWaiting: number;
  /** What must not go twice in one call. */
  namesOf?: (what: T) => readonly string[];
  /** What takes so long that nobody is made to wait for it: it goes in a call of its own. */
  isLarge?: (what: T) => boolean;
  /** Answers all of them; it never rejects. */
  go: (together: readonly Asked<T, R>[]) => Promise<void>;
}

/**
 * Natural batching: what comes while a call is under way goes together in the next one, lines (tenants) taking turns; idle,
 * it goes at once, with what came in the same turn of the loop. The function it gives rejects with {@link GateBusy} where too many of a line wait.
 */
export function goTogether<T, R>(rules: TogetherRules<T, R>): (line: string, what: T) => Promise<R> {
  const { most, mostCalls, patienceMs, mostWaiting, namesOf = () => [], isLarge = () => false, go } = rules;
  /** In the order in which their turns come. */
  const lines = new Map<string, Asked<T, R>[]>();
  let callsUnderWay = 0;
  let isBeginning = false;
  let impatient: NodeJS.Timeout | null = null;

  function next(): Asked<T, R>[] {
    const taken: Asked<T, R>[] = [];
    const things = new Set<string>();
    const later: [string, Asked<T, R>[]][] = [];
    for (const [name, line] of lines) {
      lines.delete(name);
      const isAlone = isLarge(line[0]!.what);
      if (isAlone && taken.length > 0) {
        later.push([name, line]);
        continue;
      }
      const names = namesOf(line[0]!.what).map((thing) => `${name} ${thing}`);
      if (names.some((thing) => things.has(thing))) {
        // Its double is on its way: the line's turn comes again with the next call.
        later.push([name, line]);
        continue;
      }
      names.forEach((thing) => things.add(thing));
      taken.push(line.shift()!);
      // Put back at the end, where this very loop comes by again.
      if (line.length > 0) lines.set(name, line);
      if (isAlone || taken.length === most) break;
    }
    for (const [name, line] of later) lines.set(name, line);
    return taken;
  }

  function start(): void {
    if (lines.size === 0 || callsUnderWay >= mostCalls) return;
    if (impatient) clearTimeout(impatient);
    impatient = null;
    callsUnderWay += 1;
    void go(next()).finally(() => {
      callsUnderWay -= 1;
      start();
    });
    if (lines.size > 0) waitForTurn();
  }

  function waitForTurn(): void {
    impatient ??= setTimeout(() => {
      impatient = null;
      start();
    }, patienceMs).unref();
  }

  return (name, what) =>
    new Promise((resolve, reject) => {
      const line = lines.get(name) ?? [];
      if (line.length >= mostWaiting) throw new GateBusy(1);
      line.push({ what, resolve, reject });
      lines.set(name, line);
      if (callsUnderWay > 0) waitForTurn();
      // What is asked for in the same turn of the loop is there by then.
      else if (!isBeginning) {
        isBeginning = true;
        setImmediate(() => {
          isBeginning = false;
          start();
        });
      }
    });
}
