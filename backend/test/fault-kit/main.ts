/** `pnpm test:faults`: breaks a real Meja under a selling load, and then reads its books. See CONTRIBUTING. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { openProxy } from '../faults/proxy';
import { violations } from '../invariants';
import { FAULTS } from './faults';
import type { Fault, Stage } from './faults';
import { readiness, startProduct, until } from './product';
import type { Product } from './product';
import { openSellers } from './sellers';
import type { Sellers } from './sellers';

const BACK_WITHIN_MS = 30_000;
const DRAINED_WITHIN_MS = 60_000;
const DISK_MB = 1_400;
const LOG_DISK_MB = 16;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const { values } = parseArgs({
  options: { only: { type: 'string' }, 'allow-missing': { type: 'boolean', default: false } },
});

/** A small disk in memory, where this account may make one. */
function mount(folder: string, megabytes: number): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const options = `size=${megabytes}m,mode=0755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function ask<R extends object>(url: string, sql: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

/** What the tills were promised and the books do not have, or have otherwise. */
async function broken(databaseUrl: string, { promised, tenants }: Sellers): Promise<string[]> {
  const found: string[] = [];
  const orders = new Map(
    (
      await ask<{ id: string; tenant_id: string; total: string }>(
        databaseUrl,
        'SELECT id, tenant_id, total FROM orders',
      )
    ).map((row) => [row.id, row]),
  );
  for (const [id, { tenantId, total }] of promised.orders) {
    const row = orders.get(id);
    if (!row) found.push(`order ${id} was acknowledged and is not there`);
    else if (row.tenant_id !== tenantId || Number(row.total) !== total)
      found.push(`order ${id} is another than acknowledged`);
  }
  const payments = new Map(
    (
      await ask<{ id: string; order_id: string; amount: string }>(
        databaseUrl,
        'SELECT id, order_id, amount FROM payments',
      )
    ).map((row) => [row.id, row]),
  );
  for (const [id, { orderId, amount }] of promised.payments) {
    const row = payments.get(id);
    if (!row) found.push(`payment ${id} was acknowledged and is not there`);
    else if (row.order_id !== orderId || Number(row.amount) !== amount)
      found.push(`payment ${id} is another than acknowledged`);
  }
  for (const { name, examples } of await violations((sql) => ask(databaseUrl, sql))) {
    found.push(`${name}: ${examples.join(', ')}`);
  }
  for (const { tenantId, read } of tenants) {
    const { intact } = await read<{ intact: boolean }>('/audit-log/verify');
    if (!intact) found.push(`the audit log of ${tenantId} does not verify`);
  }
  return found;
}

/** Breaks it once under load. Answers what went wrong; nothing is what is wished for. */
async function play(fault: Fault, stage: Stage, sellers: Sellers): Promise<string[]> {
  const product = () => (fault.at === 'own' ? stage.own : stage.wired);
  sellers.moveTo(product().url);
  await until(
    'a sale is acknowledged before anything breaks',
    () => Date.now() - sellers.lastSaleAt() < 500,
    BACK_WITHIN_MS,
  );
  const { orders } = sellers.promised;
  const before = { sales: orders.size, faults: sellers.faults.length };
  const from = Date.now();
  const wrong: string[] = [];
  try {
    await fault.run(stage);
    const mended = Date.now();
    sellers.moveTo(product().url);
    await until('it is ready again', async () => (await readiness(product().url)) !== null, BACK_WITHIN_MS);
    await until('sales are acknowledged again', () => sellers.lastSaleAt() > mended, BACK_WITHIN_MS);
    say(
      `  back ${seconds(Date.now() - mended)} after it was mended; ${orders.size - before.sales} sales in ${seconds(Date.now() - from)}`,
    );
    await pause(1_000);
  } catch (error) {
    wrong.push((error as Error).message);
  }
  const counted = new Map<string, number>();
  for (const text of sellers.faults.slice(before.faults)) counted.set(text, (counted.get(text) ?? 0) + 1);
  for (const [text, times] of counted) wrong.push(`${times}× ${text}`);
  return wrong;
}

async function run(folder: string): Promise<string[]> {
  const wanted = FAULTS.filter(({ id }) => !values.only || values.only.split(',').includes(id));
  if (wanted.length === 0)
    throw new Error(`--only names none of ${[...new Set(FAULTS.map(({ id }) => id))].join(', ')}`);
  const failed: string[] = [];
  const data = path.join(folder, 'own');
  const hasDisk = mount(data, DISK_MB) && mount(path.join(data, 'logs'), LOG_DISK_MB);
  say('Starting Meja, and a second one beside it whose wires can fail');
  let own: Product = await startProduct(data, {});
  const portOf = (url: string): number => Number(new URL(url).port);
  const database = await openProxy(portOf(own.databaseUrl));
  const cache = await openProxy(portOf(own.redisUrl));
  const through = (url: string, { port }: { port: number }): string => {
    const wired = new URL(url);
    wired.port = String(port);
    return wired.href;
  };
  const wired = await startProduct(path.join(folder, 'wired'), {
    DATABASE_URL: through(own.databaseUrl, database),
    REDIS_URL: through(own.redisUrl, cache),
  });
  const stage: Stage = {
    get own() {
      return own;
    },
    wired,
    database,
    cache,
    async startAgain() {
      own = await startProduct(data, {});
    },
    say: (text) => say(`  ${text}`),
  };
  const sellers = await openSellers(own.url, { tenants: 2, tills: 3 });
  for (const fault of wanted) {
    say(`${fault.id} ${fault.what}`);
    if (fault.needsSmallDisk && !hasDisk) {
      say('  NOT RUN: this account can mount no disk of its own');
      if (!values['allow-missing']) failed.push(`${fault.id} ${fault.what}: not run`);
      continue;
    }
    for (const text of await play(fault, stage, sellers)) {
      say(`  WRONG: ${text}`);
      failed.push(`${fault.id} ${fault.what}: ${text}`);
    }
  }
  sellers.moveTo(own.url);
  await sellers.stop();
  const waiting = async () =>
    (
      await ask<{ n: number }>(
        own.databaseUrl,
        'SELECT count(*)::int AS n FROM outbox WHERE published_seq IS NULL',
      )
    )[0]!.n;
  await until('every event is published', async () => (await waiting()) === 0, DRAINED_WITHIN_MS).catch(
    () => undefined,
  );
  const { promised } = sellers;
  say(
    `${promised.orders.size} orders, ${promised.payments.size} payments and ${promised.bumps} bumps were acknowledged; reading the books`,
  );
  for (const text of await broken(own.databaseUrl, sellers)) {
    say(`  BROKEN: ${text}`);
    failed.push(text);
  }
  await wired.stop();
  await own.stop();
  await Promise.all([database.close(), cache.close()]);
  return failed;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'meja-faults-'));
fs.chmodSync(folder, 0o755);
const unmount = (): void => {
  for (const place of ['own/logs', 'own']) {
    try {
      execFileSync('umount', [path.join(folder, place)], { stdio: 'ignore' });
    } catch {
      // was never mounted
    }
  }
};
run(folder).then(
  (failed) => {
    unmount();
    fs.rmSync(folder, { recursive: true, force: true });
    for (const text of failed) say(`✗ ${text}`);
    say(failed.length === 0 ? '✓ every invariant held' : `${failed.length} went wrong`);
    process.exit(failed.length === 0 ? 0 : 1);
  },
  (error: unknown) => {
    say(`The kit itself failed, its data stay in ${folder}: ${(error as Error).stack ?? String(error)}`);
    process.exit(2);
  },
);
