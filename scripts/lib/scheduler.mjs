/** Runs steps that wait for one another, a few at a time. */

/**
 * The steps asked for, with all they need, in the order they are listed; `types` also means `types-server`.
 * An unknown name throws.
 */
export function selectSteps(steps, names) {
  if (!names) return steps;
  const byName = new Map(steps.map((step) => [step.name, step]));
  const chosen = new Set();
  const choose = (name) => {
    const step = byName.get(name);
    if (!step) throw new RangeError(`There is no step «${name}». Steps: ${[...byName.keys()].join(', ')}.`);
    if (chosen.has(name)) return;
    chosen.add(name);
    for (const needed of step.needs ?? []) choose(needed);
  };
  for (const name of names) {
    const group = [...byName.keys()].filter((other) => other.startsWith(`${name}-`));
    for (const each of group.length > 0 && !byName.has(name) ? group : [name]) choose(each);
  }
  return steps.filter((step) => chosen.has(step.name));
}

/**
 * A step begins when those in `needs` succeeded and those in `after` ended; one marked `alone` runs by itself. A step
 * whose need failed is given to `skip` and counts as failed for those that need it.
 * @param {{ name: string, needs?: string[], after?: string[], alone?: boolean }[]} steps
 * @param {{ atOnce: number, work: (step: object) => Promise<boolean>, skip: (step: object, need: string) => void }} options
 */
export async function runSteps(steps, { atOnce, work, skip }) {
  const waiting = [...steps];
  const running = new Map();
  const ended = new Map();
  const isListed = new Set(steps.map(({ name }) => name));
  const hasEnded = (name) => !isListed.has(name) || ended.has(name);
  const isReady = (step) => [...(step.needs ?? []), ...(step.after ?? [])].every(hasEnded);
  const hasRoom = (step) => {
    if ([...running.values()].some((other) => other.alone)) return false;
    return step.alone ? running.size === 0 : running.size < atOnce;
  };
  const begin = (step) => {
    const promise = work(step).then((isGood) => {
      ended.set(step.name, isGood);
      running.delete(promise);
    });
    running.set(promise, step);
  };
  while (waiting.length > 0 || running.size > 0) {
    for (const step of [...waiting]) {
      if (!isReady(step)) continue;
      const failedNeed = (step.needs ?? []).find((name) => ended.get(name) === false);
      if (!failedNeed && !hasRoom(step)) continue;
      waiting.splice(waiting.indexOf(step), 1);
      if (failedNeed) {
        skip(step, failedNeed);
        ended.set(step.name, false);
      } else begin(step);
    }
    if (running.size > 0) await Promise.race(running.keys());
    else if (waiting.length > 0 && !waiting.some(isReady)) {
      throw new Error(`These steps wait for one another: ${waiting.map(({ name }) => name).join(', ')}`);
    }
  }
}
