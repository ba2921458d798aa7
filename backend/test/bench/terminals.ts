/** What is measured at terminals that listen: from the cause of an event to the moment it is heard. */
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { v7 as uuidv7 } from 'uuid';
import { memoryOfApi } from './accounting';
import { LISTENING } from './paths';
import { account } from './measure';
import type { Bench } from './measure';
import { startHelper } from './helper';
import type { Result } from './report';
import { clock } from './requests';
import type { World } from './world';

const SCREENS = 50;
const ORDERS_PER_SECOND = 20;
const ROOMS = 200;
const EVENTS_PER_SECOND = 1_000;
const TICK_MS = 10;
const SETTLE_MS = 1_500;

/** Fifty screens of one kitchen; orders come in at a steady rate and are timed from the click. */
export async function measureKitchen(bench: Bench, world: World): Promise<Result[]> {
  const ears = await startHelper(world);
  try {
    await ears.listen({ perRoom: SCREENS, rooms: 1, type: 'kitchen.ticket.created' });
    await bench.hands.load(
      { mix: [['table', 1]], connections: 8, shops: 1, warmSeconds: 0, seconds: 2, rate: ORDERS_PER_SECOND },
      () => undefined,
    );
    await pause(SETTLE_MS);
    await ears.heard();
    const { outcome, spent, factor } = await account(bench, (begin) =>
      bench.hands.load(
        {
          mix: [['table', 1]],
          connections: 8,
          shops: 1,
          warmSeconds: 0,
          seconds: bench.seconds,
          rate: ORDERS_PER_SECOND,
        },
        begin,
      ),
    );
    await pause(SETTLE_MS);
    const { delays } = await ears.heard();
    const orders = outcome.times.table?.length ?? 0;
    const remarks = [`${delays.length} heard`, `speed ${factor.toFixed(2)}`];
    return [
      {
        name: LISTENING.kitchen,
        times: delays,
        seconds: outcome.seconds,
        spent,
        factor,
        requests: orders,
        remarks,
      },
    ];
  } finally {
    ears.close();
  }
}

/** Events straight into the outbox, as a transaction of the product writes them, and the relay woken. */
async function tell(bench: Bench, world: World, redis: Redis, seconds: number): Promise<number> {
  const databaseName = new URL(bench.product.databaseUrl).pathname.slice(1);
  const wake = `meja:${databaseName}:bus:relay.wake`;
  const perTick = (EVENTS_PER_SECOND * TICK_MS) / 1000;
  const from = performance.now();
  let sent = 0;
  for (let turn = 0; turn < (seconds * 1000) / TICK_MS; turn += 1) {
    await pause(Math.max(0, from + turn * TICK_MS - performance.now()));
    const rooms = Array.from({ length: perTick }, () => {
      const room = sent++ % ROOMS;
      const shop = world.shops[room % world.shops.length]!;
      return { tenantId: shop.tenantId, outletId: shop.outletIds[Math.floor(room / world.shops.length)]! };
    });
    await bench.database.query({
      name: 'bench-tell',
      text: `INSERT INTO outbox (tenant_id, id, outlet_id, type, data, occurred_at)
             SELECT t, i, o, 'order.updated', jsonb_build_object('benchAt', $4::float8), now()
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS e (t, i, o)`,
      values: [
        rooms.map(({ tenantId }) => tenantId),
        rooms.map(() => uuidv7()),
        rooms.map(({ outletId }) => outletId),
        clock(),
      ],
    });
    await redis.publish(wake, JSON.stringify({ from: 'bench', payload: null }));
  }
  return sent;
}

/** Ten thousand terminals in rooms of fifty: what they hold of memory, and how fast all of a room hear. */
export async function measureSockets(bench: Bench, world: World): Promise<Result[]> {
  const sum = (list: number[]) => list.reduce((total, value) => total + value, 0);
  const ears = await startHelper(world);
  const redis = new Redis(bench.product.redisUrl);
  try {
    const before = sum(memoryOfApi(bench.product));
    const opening = performance.now();
    const opened = await account(bench, async (begin) => {
      begin();
      await ears.listen({ perRoom: SCREENS, rooms: ROOMS, type: 'order.updated' });
      return (performance.now() - opening) / 1000;
    });
    await pause(SETTLE_MS * 2);
    const after = memoryOfApi(bench.product);
    const open: Result = {
      name: '10,000 sockets are opened',
      times: [],
      seconds: opened.outcome,
      spent: opened.spent,
      factor: opened.factor,
      requests: ROOMS * SCREENS,
      remarks: [
        `API ${before.toFixed(0)} → ${sum(after).toFixed(0)} MB (${after.map((mb) => mb.toFixed(0)).join(' + ')})`,
      ],
    };
    await tell(bench, world, redis, 1);
    await pause(SETTLE_MS);
    await ears.heard();
    const { outcome, spent, factor } = await account(bench, async (begin) => {
      begin();
      const from = performance.now();
      const sent = await tell(bench, world, redis, bench.seconds);
      return { sent, seconds: (performance.now() - from) / 1000 };
    });
    await pause(SETTLE_MS * 2);
    const { delays, count } = await ears.heard();
    const remarks = [
      `${(outcome.sent / outcome.seconds).toFixed(0)} events/s, ${count} of ${outcome.sent * SCREENS} heard`,
      `API ${memoryOfApi(bench.product)
        .map((mb) => mb.toFixed(0))
        .join(' + ')} MB`,
      `speed ${factor.toFixed(2)}`,
    ];
    return [
      open,
      {
        name: LISTENING.sockets,
        times: delays,
        seconds: outcome.seconds,
        spent,
        factor,
        requests: outcome.sent,
        remarks,
      },
    ];
  } finally {
    redis.disconnect();
    ears.close();
  }
}
