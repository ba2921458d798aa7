/** CPU and memory of the product's processes, by the kernel's own books. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { Product } from '../fault-kit/product';
import { familyOf, parseStat } from './arithmetic';

export const ROLES = ['API', 'postgres', 'worker', 'redis'] as const;
export type Role = (typeof ROLES)[number];
export type Spent = Record<Role, number>;

const JIFFY_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Loop of the probe and what it takes at the speed of reference, by definition: 1.00 is this machine on a quiet day. */
const LOOPS = 40_000_000;
export const REFERENCE_MS = 45;

function work(): number {
  let value = 1;
  for (let index = 0; index < LOOPS; index += 1) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value;
}

/** CPU milliseconds of one fixed piece of work: the best of a few, since what disturbs only ever adds. */
export function probe(): number {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

function readAll(): Map<number, ReturnType<typeof parseStat>> {
  const all = new Map<number, ReturnType<typeof parseStat>>();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      all.set(Number(name), parseStat(fs.readFileSync(`/proc/${name}/stat`, 'utf8')));
    } catch {
      // ended meanwhile
    }
  }
  return all;
}

const parentsOf = (all: ReturnType<typeof readAll>) =>
  new Map([...all].map(([pid, { parent }]) => [pid, parent]));

/** CPU milliseconds that each role has used since it began. */
export function spentBy(product: Product): Spent {
  const all = readAll();
  const parents = parentsOf(all);
  const of = (role: Role) =>
    familyOf(product.pidOf(role), parents).reduce((sum, pid) => sum + (all.get(pid)?.jiffies ?? 0), 0) *
    JIFFY_MS;
  return Object.fromEntries(ROLES.map((role) => [role, of(role)])) as Spent;
}

export const difference = (after: Spent, before: Spent): Spent =>
  Object.fromEntries(ROLES.map((role) => [role, after[role] - before[role]])) as Spent;

/** Resident megabytes of each process of the API, the largest first. */
export function memoryOfApi(product: Product): number[] {
  return familyOf(product.pidOf('API'), parentsOf(readAll()))
    .map((pid) => {
      const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
    })
    .sort((a, b) => b - a);
}
