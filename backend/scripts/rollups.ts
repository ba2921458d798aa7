/**
 * Makes the roll-ups of sales anew from the journal, of every tenant or of one, while selling goes on. With `--check` it
 * compares instead, whole business days from `--from` to `--to`. Ends with 1 where they differ or something failed.
 */
import { parseArgs } from 'node:util';
import { compareRollups, forAllSellers, rebuildRollups } from '../src/modules/reports';
import { closeDatabase } from '../src/platform/db';

const DAY_MS = 86_400_000;
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

const { values } = parseArgs({
  options: {
    tenant: { type: 'string' },
    check: { type: 'boolean', default: false },
    from: { type: 'string', default: date(400) },
    to: { type: 'string', default: date(-1) },
  },
});

async function rebuildOrCompare(tenantId: string): Promise<void> {
  if (!values.check) {
    await rebuildRollups(tenantId);
    process.stdout.write(`${tenantId} rebuilt\n`);
    return;
  }
  const differences = await compareRollups(tenantId, { from: values.from, to: values.to });
  if (differences.length) process.exitCode = 1;
  process.stdout.write(
    `${tenantId} ${differences.length ? `differs: ${differences.join(', ')}` : 'equal'}\n`,
  );
}

/** One tenant that fails does not keep the others back, but the command says so. */
async function work(tenantId: string): Promise<void> {
  await rebuildOrCompare(tenantId).catch((error: unknown) => {
    process.exitCode = 1;
    throw error;
  });
}

try {
  if (values.tenant) await work(values.tenant);
  else await forAllSellers(work);
} finally {
  await closeDatabase();
}
