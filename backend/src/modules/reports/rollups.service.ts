import { isDeepStrictEqual } from 'node:util';
import { REPORT_GROUPS } from '@meja/domain';
import { now } from '../../platform/clock';
import { log } from '../../platform/logging';
import { shiftDate } from './reports.rules';
import { fillRollups, findSellers, followSales, resetRollups } from './rollups.repository';
import { readSales } from './sales.repository';
import type { GroupedSums } from './sales.repository';

/**
 * Brings a tenant's roll-ups up to date: what was sold since, and what was not filled yet. Each step is a transaction of
 * its own; whoever else does the same takes turns, and one that is lost is done again. Answers how many sales were new.
 */
export async function keepUp(tenantId: string): Promise<number> {
  let sales = 0;
  let step = await followSales(tenantId);
  for (sales += step.sales; step.isMore; sales += step.sales) step = await followSales(tenantId);
  if (step.isFilled) return sales;
  while (await fillRollups(tenantId));
  return sales;
}

/** Makes a tenant's roll-ups anew, while selling goes on: reports read the journal where they are not there yet. */
export async function rebuildRollups(tenantId: string): Promise<void> {
  await resetRollups(tenantId);
  await keepUp(tenantId);
}

/** Days compared in one statement. */
const STRIDE_DAYS = 7;

const inOrder = ({ rows, total }: GroupedSums): GroupedSums => ({
  rows: [...rows].sort((a, b) => (a.key < b.key ? -1 : 1)),
  total,
});

/** Whether reports of a range of business days are the same from roll-ups as from the journal alone; where they are not. */
export async function compareRollups(
  tenantId: string,
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const differences: string[] = [];
  for (let day = from; day <= to; day = shiftDate(day, STRIDE_DAYS)) {
    const last = shiftDate(day, STRIDE_DAYS - 1);
    const days = { from: day, to: last < to ? last : to, outlets: null };
    for (const by of REPORT_GROUPS) {
      const asks = [{ ...days, by } as const, { ...days, by, source: 'journal' } as const] as const;
      const [kept, scanned] = (await readSales(tenantId, undefined, asks))!;
      if (!isDeepStrictEqual(inOrder(kept), inOrder(scanned))) differences.push(`${by} ${day}`);
    }
  }
  return differences;
}

/** How far back the nightly comparison looks. */
const CHECKED_DAYS = 35;

/** Compares the last weeks of a tenant; what differs is written down, and the roll-ups are made anew. */
export async function checkRollups(tenantId: string): Promise<string[]> {
  const today = now().toISOString().slice(0, 10);
  const differences = await compareRollups(tenantId, {
    from: shiftDate(today, -CHECKED_DAYS),
    to: shiftDate(today, 1),
  });
  if (differences.length) {
    log.error('roll-ups differ from the journal; making them anew', { tenantId, differences });
    await rebuildRollups(tenantId);
  }
  return differences;
}

/** Brings every tenant up to date that is behind; one that fails is written down and does not keep the others back. */
export async function keepAllUp(work: (tenantId: string) => Promise<unknown> = keepUp): Promise<void> {
  for (const { tenantId, isBehind } of await findSellers()) {
    if (isBehind) await quietly(tenantId, work);
  }
}

/** Runs work on the roll-ups of every tenant that has sold. */
export async function forAllSellers(work: (tenantId: string) => Promise<unknown>): Promise<number> {
  const sellers = await findSellers();
  for (const { tenantId } of sellers) await quietly(tenantId, work);
  return sellers.length;
}

async function quietly(tenantId: string, work: (tenantId: string) => Promise<unknown>): Promise<void> {
  try {
    await work(tenantId);
  } catch (error) {
    log.error('roll-ups not brought up to date', { tenantId, error });
  }
}
