/** Raised by a {@link Gate} that lets nobody more in for now; `seconds` is when to come again. */
export class GateBusy extends Error {
  override name = 'GateBusy';

  constructor(readonly seconds: number) {
    super('too much of one kind at once');
  }
}

export interface GateRules {
  /** How many of one key may be inside at once. */
  perKey: number;
  /** How many in all; left out: as many as there are. */
  total?: number;
  /** How many of one key may wait; who comes after them is turned away at once. */
  waiting: number;
  /** How long one waits before being turned away, in milliseconds. */
  waitMs: number;
}

export interface Gate {
  /** Runs `fn` inside, in its turn: first come first served within a key, keys take turns. Throws {@link GateBusy}. */
  run<T>(key: string, fn: () => Promise<T>): Promise<T>;
}

interface Line {
  inside: number;
  waiting: (() => void)[];
  /** When it last had a turn, counted in turns. */
  turn: number;
}

/** Lets so many in at once and the others wait in line, within this process. The rules are asked for each time. */
export function createGate(rules: () => GateRules): Gate {
  const lines = new Map<string, Line>();
  let inside = 0;
  let turns = 0;

  const mayEnter = (line: Line, { perKey, total = Infinity }: GateRules) =>
    line.inside < perKey && inside < total;

  function enter(line: Line): void {
    line.inside += 1;
    inside += 1;
    turns += 1;
    line.turn = turns;
  }

  function forget(key: string, line: Line): void {
    if (line.inside === 0 && line.waiting.length === 0) lines.delete(key);
  }

  /** Fills what is free, those first who have waited longest for a turn. */
  function letIn(now: GateRules): void {
    for (;;) {
      let next: Line | undefined;
      for (const line of lines.values()) {
        const isCandidate = line.waiting.length > 0 && mayEnter(line, now);
        if (isCandidate && (!next || line.turn < next.turn)) next = line;
      }
      if (!next) return;
      enter(next);
      next.waiting.shift()!();
    }
  }

  function leave(key: string, line: Line): void {
    line.inside -= 1;
    inside -= 1;
    letIn(rules());
    forget(key, line);
  }

  function wait(key: string, line: Line, { waiting, waitMs }: GateRules): Promise<void> {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    if (line.waiting.length >= waiting) return Promise.reject(new GateBusy(seconds));
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(turn), 1);
        forget(key, line);
        reject(new GateBusy(seconds));
      }, waitMs);
      timer.unref();
      line.waiting.push(turn);
    });
  }

  return {
    async run(key, fn) {
      let line = lines.get(key);
      if (!line) lines.set(key, (line = { inside: 0, waiting: [], turn: 0 }));
      const now = rules();
      if (line.waiting.length === 0 && mayEnter(line, now)) enter(line);
      else await wait(key, line, now);
      try {
        return await fn();
      } finally {
        leave(key, line);
      }
    },
  };
}
