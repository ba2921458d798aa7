/** The process that asks: apart from the one that keeps the books, so that each costs the other nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { openLine } from './line';
import type { Line } from './line';
import { createRequests } from './requests';
import type { Asked, Asker, Kind } from './requests';
import { listen } from './listeners';
import type { Listening } from './listeners';
import type { World } from './world';

export interface Plan {
  /** What is asked, by its share of all requests. */
  mix: [Kind, number][];
  connections: number;
  /** How many of the businesses take part, from the first. */
  shops: number;
  /** Asked before it counts. */
  warmSeconds: number;
  seconds: number;
  /** At most so many requests that count. */
  limit?: number;
  /** Between an answer and the next request of the same asker. */
  thinkMs?: number;
  /** Requests per second in all, begun on time whether or not those before are answered. */
  rate?: number;
  /** Of a rate: people come when they come (a Poisson process) rather than in step. */
  isRandom?: boolean;
}

export interface Outcome {
  /** Milliseconds of each request that counted, by kind. */
  times: Partial<Record<Kind, number[]>>;
  seconds: number;
  /** Refusals by status, and broken connections. */
  errors: Record<string, number>;
  firstError: string | null;
}

export type Order =
  | { do: 'open'; world: World }
  | { do: 'load'; plan: Plan }
  | { do: 'listen'; listening: Listening }
  | { do: 'heard' }
  | { do: 'hang-up' };
export type Report =
  | { is: 'done' }
  | { is: 'counting' }
  | { is: 'outcome'; outcome: Outcome }
  | { is: 'heard'; delays: number[]; count: number };

let world: World;
let make: ReturnType<typeof createRequests>;
let ears: Awaited<ReturnType<typeof listen>> | null = null;

const tell = (report: Report) => process.send!(report);

function pick(mix: Plan['mix']): Kind {
  let rest = Math.random() * mix.reduce((sum, [, share]) => sum + share, 0);
  for (const [kind, share] of mix) {
    rest -= share;
    if (rest < 0) return kind;
  }
  return mix[0]![0];
}

function askerOf(index: number, shops: number): Asker {
  const shop = world.shops[index % shops]!;
  return { shop, person: shop.people[Math.floor(index / shops) % shop.people.length]! };
}

/** A request of the next business that has one to ask; null where none has. */
function nextOf(kind: Kind, first: number, shops: number): Asked | null {
  for (let turn = 0; turn < shops; turn += 1) {
    const asked = make[kind](askerOf(first + turn, shops));
    if (asked) return asked;
  }
  return null;
}

async function load(plan: Plan): Promise<Outcome> {
  const lines = await Promise.all(Array.from({ length: plan.connections }, () => openLine(world.port)));
  const times: Outcome['times'] = {};
  const errors: Record<string, number> = {};
  let firstError: string | null = null;
  let isCounting = false;
  let isOver = false;
  let counted = 0;
  let turns = 0;
  let endedAt = 0;
  const note = (what: string, text: string) => {
    errors[what] = (errors[what] ?? 0) + 1;
    firstError ??= text.slice(0, 300);
  };

  async function askOnce(line: Line, asker: number): Promise<boolean> {
    const kind = pick(plan.mix);
    const asked = nextOf(kind, asker, plan.shops);
    if (!asked) return false;
    const counts = isCounting;
    if (counts && plan.limit && counted >= plan.limit) return false;
    if (counts) counted += 1;
    const sent = performance.now();
    const answer = await line.ask(asked.text);
    const now = performance.now();
    if (answer.status >= 400) note(String(answer.status), `${kind}: ${answer.body.toString()}`);
    else asked.heard?.(answer);
    if (counts && !isOver) {
      (times[kind] ??= []).push(Math.round((now - sent) * 1000) / 1000);
      endedAt = now;
    }
    return true;
  }

  async function keepAsking(line: Line, index: number): Promise<void> {
    if (plan.thinkMs) await pause(Math.random() * plan.thinkMs);
    // One who thinks is one person; the others stand for all businesses in turn.
    try {
      while (!isOver && (await askOnce(line, plan.thinkMs ? index : turns++))) {
        if (plan.thinkMs) await pause(plan.thinkMs * (0.5 + Math.random()));
      }
    } catch (error) {
      note('connection', String(error));
    }
  }

  /** At a rate, whoever is free asks; if nobody is, the request begins late, and its time says so. */
  async function askAtRate(): Promise<void> {
    const free = [...lines];
    const begun: Promise<void>[] = [];
    let due = performance.now();
    while (!isOver) {
      await pause(Math.max(0, due - performance.now()));
      due += ((plan.isRandom ? -Math.log(1 - Math.random()) : 1) * 1000) / plan.rate!;
      const one = free.pop();
      if (!one) continue;
      begun.push(
        askOnce(one, turns++).then(
          () => void free.push(one),
          (error: unknown) => note('connection', String(error)),
        ),
      );
    }
    await Promise.all(begun);
  }

  const asking = plan.rate ? askAtRate() : Promise.all(lines.map(keepAsking));
  await pause(plan.warmSeconds * 1000);
  isCounting = true;
  const from = performance.now();
  tell({ is: 'counting' });
  await Promise.race([asking, pause(plan.seconds * 1000)]);
  isOver = true;
  const until = performance.now();
  await asking;
  for (const line of lines) line.close();
  return { times, seconds: ((plan.limit ? endedAt : until) - from) / 1000, errors, firstError };
}

async function obey(order: Order): Promise<void> {
  if (order.do === 'open') {
    world = order.world;
    make = createRequests(world);
  } else if (order.do === 'load') {
    tell({ is: 'outcome', outcome: await load(order.plan) });
  } else if (order.do === 'listen') {
    ears = await listen(world, order.listening);
  } else if (order.do === 'heard') {
    tell({ is: 'heard', ...ears!.take() });
  } else {
    ears?.close();
    ears = null;
  }
  tell({ is: 'done' });
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
