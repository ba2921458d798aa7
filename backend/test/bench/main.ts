/** `pnpm bench`: what the hot paths cost and how fast they are, on a Meja of its own. See docs/performance.md. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { loadConfig } from '../../src/platform/config';
import { startProduct } from '../fault-kit/product';
import { percentile } from './arithmetic';
import { measureEdge, measureSignIns } from './beside';
import { startHelper } from './helper';
import { openLimit } from './limit';
import { account, measure } from './measure';
import type { Bench } from './measure';
import { BESIDE, LISTENING, NAMES, PATHS } from './paths';
import { table } from './report';
import type { Result } from './report';
import { serveStatic } from './static';
import { measureKitchen, measureSockets } from './terminals';
import { openWorld } from './world';
import type { World } from './world';

const SECRET = 'bench-only-0123456789-abcdefghijklmnopqrstuvwxyz';
const SHOPS = 50;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '8' }, processes: { type: 'string' } },
});
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const isWanted = (name: string) => positionals.length === 0 || positionals.includes(name);

/** The same rows, written by one plain function. */
async function measureLimit(bench: Bench, { shops }: World, ofProduct: Result): Promise<Result> {
  const shop = shops[shops.length - 1]!;
  const { rows } = await bench.database.query<{ id: string }>(
    'SELECT id FROM orders WHERE tenant_id = $1 AND payment_status = $2 ORDER BY id DESC LIMIT 1',
    [shop.tenantId, 'PAID'],
  );
  const name = 'limit: the same rows by one plain function';
  try {
    const place = { tenantId: shop.tenantId, outletId: shop.outletId, orderId: rows[0]!.id };
    const { databaseAppUrl } = loadConfig({
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: bench.product.databaseUrl,
    });
    const limit = await openLimit(bench.product.databaseUrl, databaseAppUrl, place);
    try {
      await limit.run(1);
      const { outcome, spent, factor } = await account(bench, (begin) => {
        begin();
        return limit.run(bench.seconds);
      });
      const rate = ofProduct.times.length / ofProduct.seconds / (outcome.orders / outcome.seconds);
      const remarks = [`orders reach ${rate.toFixed(2)} of it`, `speed ${factor.toFixed(2)}`];
      return { name, times: outcome.times, seconds: outcome.seconds, spent, factor, remarks };
    } finally {
      await limit.close();
    }
  } catch (error) {
    return { name, times: [], seconds: 1, remarks: [`not measured: ${(error as Error).message}`] };
  }
}

/** nginx with the same bytes. */
async function measureStatic(
  bench: Bench,
  world: World,
  folder: string,
  ofProduct: Result,
): Promise<Result | null> {
  const shop = world.shops[0]!;
  const menu = await fetch(`${bench.product.url}/api/v1/menu?outletId=${shop.outletId}`, {
    headers: { authorization: `Bearer ${shop.people[0]!.token}`, 'accept-encoding': 'identity' },
  });
  const bytes = Buffer.from(await menu.arrayBuffer());
  const server = await serveStatic(path.join(folder, 'nginx'), bytes);
  if (!server) return null;
  const hands = await startHelper({ ...world, port: server.port });
  try {
    const plan = { ...PATHS[0]!.plan, shops: bench.shops, warmSeconds: 1, seconds: bench.seconds };
    const outcome = await hands.load(plan, () => undefined);
    const times = outcome.times.menu ?? [];
    const rate = ofProduct.times.length / ofProduct.seconds / (times.length / outcome.seconds);
    const remarks = [`${(bytes.length / 1000).toFixed(1)} KB; the menu reaches ${rate.toFixed(2)} of it`];
    return { name: 'limit: nginx gives out the same bytes', times, seconds: outcome.seconds, remarks };
  } finally {
    hands.close();
    server.close();
  }
}

/** A path that breaks says so in the table; the others are measured. */
const orItsError = (name: string, results: Promise<Result[]>): Promise<Result[]> =>
  results.catch((error: unknown) => [
    { name, times: [], seconds: 1, remarks: [`ERROR ${(error as Error).message}`] },
  ]);

async function measureAll(bench: Bench, world: World, folder: string, keep: (results: Result[]) => void) {
  for (const hot of PATHS.filter(({ name }) => isWanted(name))) {
    const results = await orItsError(hot.what, measure(bench, hot));
    keep(results);
    if (hot.name === 'order') keep([await measureLimit(bench, world, results[0]!)]);
    if (hot.name === 'menu') {
      const still = await measureStatic(bench, world, folder, results[0]!);
      if (still) keep([still]);
    }
  }
  if (isWanted('edge')) keep(await orItsError(BESIDE.edge, measureEdge(bench, world)));
  if (isWanted('signins')) keep(await orItsError(BESIDE.signins, measureSignIns(bench, world)));
  if (isWanted('kitchen')) keep(await orItsError(LISTENING.kitchen, measureKitchen(bench, world)));
  if (isWanted('sockets')) keep(await orItsError(LISTENING.sockets, measureSockets(bench, world)));
}

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => !NAMES.includes(name));
  if (unknown.length) throw new Error(`${unknown.join(', ')}: not a path. They are ${NAMES.join(', ')}.`);
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'meja-bench-')));
  fs.chmodSync(folder, 0o755);
  const started = Date.now();
  const product = await startProduct(path.join(folder, 'data'), {
    // Nothing of the person's own Meja; limits that count, and are not reached; a visitor's address for each business.
    DATABASE_URL: '',
    REDIS_URL: '',
    JWT_SECRET: SECRET,
    RATE_LIMIT_MAX_REQUESTS: '100000000',
    SOCKETS_PER_USER: '100000',
    SOCKETS_PER_TENANT: '100000',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'warn',
    ...(values.processes && { API_PROCESSES: values.processes }),
  });
  const database = new Client({ connectionString: product.databaseUrl });
  const stop = async () => {
    await database.end().catch(() => undefined);
    await product.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    await database.connect();
    say(`Meja runs after ${((Date.now() - started) / 1000).toFixed(0)} s; ${SHOPS} businesses open`);
    const world = await openWorld(Number(new URL(product.url).port), {
      databaseUrl: product.databaseUrl,
      secret: SECRET,
      shops: SHOPS,
    });
    const hands = await startHelper(world);
    const bench: Bench = { product, database, hands, shops: SHOPS, seconds: Number(values.seconds) };
    const all: Result[] = [];
    await measureAll(bench, world, folder, (results) => {
      all.push(...results);
      for (const { name, times, seconds } of results) {
        const p95 = percentile(
          [...times].sort((a, b) => a - b),
          0.95,
        ).toFixed(1);
        say(
          `${((Date.now() - started) / 1000).toFixed(0)} s  ${name}: ${times.length} in ${seconds.toFixed(1)} s, p95 ${p95} ms`,
        );
      }
    });
    hands.close();
    const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}`;
    process.stdout.write(
      `\n${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.versions.node}\n\n`,
    );
    process.stdout.write(`${table(all)}\n`);
  } finally {
    await stop();
  }
}

await main();
