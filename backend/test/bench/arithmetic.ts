/** The bench's reckoning; no I/O. */

/** The value below which a part `q` (0–1) of a sorted list lies, by nearest rank; NaN of an empty one. */
export function percentile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)]!;
}

/** Jiffies of a process and of its children that have ended, out of `/proc/<pid>/stat`, and its parent. */
export function parseStat(stat: string): { parent: number; jiffies: number } {
  // The command stands in brackets and may hold anything, brackets and spaces included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const times = fields.slice(11, 15).map(Number);
  return { parent: Number(fields[1]), jiffies: times.reduce((sum, time) => sum + time, 0) };
}

/** A process and all that descend from it. */
export function familyOf(root: number, parents: ReadonlyMap<number, number>): number[] {
  const family = [root];
  for (let index = 0; index < family.length; index += 1) {
    for (const [pid, parent] of parents) if (parent === family[index]) family.push(pid);
  }
  return family;
}

/**
 * What a millisecond of CPU measured between two probes is worth at the speed of reference: a probe that takes twice the
 * reference's time says that the machine ran at half its speed.
 */
export function speedFactor(referenceMs: number, beforeMs: number, afterMs: number): number {
  return referenceMs / ((beforeMs + afterMs) / 2);
}

/** CPU per request in milliseconds at the speed of reference; NaN where nothing was asked. */
export function cpuPerRequest(spentMs: number, requests: number, factor: number): number {
  return requests > 0 ? (spentMs * factor) / requests : Number.NaN;
}
