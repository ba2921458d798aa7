/**
 * Proves the audit logs of every tenant, or of one with `--tenant`, a stretch at a time: recomputes each chain and holds
 * it against its head. Prints a line per tenant with where its log ends; `--against FILE` takes such lines, kept elsewhere,
 * and finds a log that was cut off or written anew since, head included. Ends with 1 where one does not hold.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { eachTenant, proveLog } from '../src/modules/audit';
import type { Anchor, Proof } from '../src/modules/audit';
import { closeDatabase } from '../src/platform/db';

const { values } = parseArgs({ options: { tenant: { type: 'string' }, against: { type: 'string' } } });

/** What an earlier run printed, by tenant. */
function anchorsOf(file: string): Map<string, Anchor> {
  const lines = readFileSync(file, 'utf8').matchAll(/^(\S+) intact, \d+ rows, head (\d+) ([0-9a-f]{64})$/gm);
  return new Map([...lines].map(([, tenantId, seq, hash]) => [tenantId!, { seq: Number(seq), hash: hash! }]));
}

function lineOf({ tenantId, intact, brokenAt, rows, head }: Proof): string {
  if (!intact) return `${tenantId} BROKEN at row ${brokenAt}`;
  if (rows === 0) return `${tenantId} intact, no rows`;
  return `${tenantId} intact, ${rows} rows, head ${head.seq} ${head.hash}`;
}

const anchors = values.against ? anchorsOf(values.against) : new Map<string, Anchor>();
let broken = 0;

async function prove(tenantId: string): Promise<void> {
  const proof = await proveLog(tenantId, anchors.get(tenantId));
  anchors.delete(tenantId);
  if (!proof.intact) broken += 1;
  process.stdout.write(`${lineOf(proof)}\n`);
}

try {
  if (values.tenant) await prove(values.tenant);
  else {
    for await (const tenantId of eachTenant()) await prove(tenantId);
    for (const tenantId of anchors.keys()) {
      broken += 1;
      process.stdout.write(`${tenantId} BROKEN, the whole tenant is gone\n`);
    }
  }
} finally {
  await closeDatabase();
}
if (broken > 0) process.exitCode = 1;
