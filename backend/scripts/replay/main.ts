/**
 * Rings up real sales through the HTTP API and proves the reports: see data/README.md. `MEJA_URL` names the server;
 * `DATABASE_URL`, where known, is used for the raw limit beside it. Can be run again: every basket keeps its id.
 */
import type { PaidOrderDto } from '@meja/domain';
import { v5 as uuidv5 } from 'uuid';
import { openBakery } from './bakery';
import type { Bakery } from './bakery';
import { measureBaseline } from './baseline';
import { readBaskets, readPrices } from './baskets';
import type { Basket } from './baskets';
import { compare } from './compare';
import { RULES, reckon } from './reckon';

const NAMESPACE = '6f1c3a52-8f0e-5d5e-9d5c-1f2a7c9b3e40';
const say = (line: string) => process.stdout.write(`${line}\n`);

function orderOf(basket: Basket, bakery: Bakery, prices: ReadonlyMap<string, number>) {
  const id = uuidv5(`${bakery.outletId}:${basket.transaction}`, NAMESPACE);
  const amount = Number(reckon(basket, prices).total);
  return {
    id,
    outletId: bakery.outletId,
    type: 'TAKEAWAY',
    submit: true,
    occurredAt: `${basket.date}T${basket.time}${RULES.utcOffset}`,
    items: [...basket.items].map(([name, quantity], index) => ({
      id: uuidv5(`${id}:${index}`, NAMESPACE),
      productId: bakery.productIds.get(name),
      quantity,
    })),
    payments: [{ id: uuidv5(`${id}:payment`, NAMESPACE), method: 'CASH', amount, tendered: amount }],
  };
}

function progress(done: number, total: number, perSecond: number): void {
  const width = 30;
  const filled = Math.round((done / total) * width);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
  const line = `${bar} ${done}/${total}  ${perSecond.toFixed(0)} orders/s`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
  else if (done === total || done % 1000 === 0) say(line);
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;

async function ringUp(bakery: Bakery, baskets: readonly Basket[], prices: ReadonlyMap<string, number>) {
  const times: number[] = [];
  let next = 0;
  let replayed = 0;
  const started = performance.now();
  await Promise.all(
    bakery.tills.map(async (till) => {
      for (let index = next++; index < baskets.length; index = next++) {
        const order = orderOf(baskets[index]!, bakery, prices);
        const sent = performance.now();
        const { data, headers } = await till<PaidOrderDto>('POST', '/orders', order, {
          'idempotency-key': order.id,
        });
        times.push(performance.now() - sent);
        if (headers.get('idempotent-replayed')) replayed += 1;
        if (data.paymentStatus !== 'PAID')
          throw new Error(`basket ${baskets[index]!.transaction} was not settled by its payment`);
        progress(times.length, baskets.length, times.length / ((performance.now() - started) / 1000));
      }
    }),
  );
  if (process.stdout.isTTY) say('');
  times.sort((a, b) => a - b);
  return { perSecond: baskets.length / ((performance.now() - started) / 1000), times, replayed };
}

async function main(): Promise<number> {
  const baseUrl = process.env.MEJA_URL;
  if (!baseUrl) throw new Error('MEJA_URL must name a running Meja, e.g. http://localhost:8080');
  const baskets = readBaskets();
  const prices = readPrices();
  say(`${baskets.length} baskets, ${prices.size} products, ${baseUrl}`);
  const bakery = await openBakery(baseUrl);
  const { perSecond, times, replayed } = await ringUp(bakery, baskets, prices);
  const ms = (q: number) => `${quantile(times, q).toFixed(1)} ms`;
  say(
    `${perSecond.toFixed(0)} orders/s with ${bakery.tills.length} tills; p50 ${ms(0.5)}, p95 ${ms(0.95)}, p99 ${ms(0.99)}`,
  );
  if (replayed)
    say(
      `${replayed} of them had been rung up before and were answered from memory; the speed is not that of sales.`,
    );
  if (process.env.DATABASE_URL) {
    const raw = await measureBaseline(process.env.DATABASE_URL, baskets);
    const ratio = replayed ? '' : `; ratio ${(perSecond / raw).toFixed(2)}`;
    say(`${raw.toFixed(0)} orders/s when the same rows are written by raw SQL, one call per order${ratio}`);
  }
  const { found, days, whole } = await compare(bakery, baskets, prices);
  say(
    `${days} days, ${whole.orders} orders, ${whole.items} items, Rp${whole.total.toLocaleString('id-ID')} by the file's own reckoning`,
  );
  for (const line of found.slice(0, 20)) say(`  ${line}`);
  say(found.length ? `${found.length} differences` : 'equal');
  return found.length ? 1 : 0;
}

process.exitCode = await main();
