import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from './registry';

const registers = [registry];

/** Reads of the Redis cache; those while it is away are not counted. */
export const cacheReads = new Counter({
  name: 'cache_reads_total',
  help: 'Reads of the shared cache by result.',
  labelNames: ['result'],
  registers,
});

/** Sockets connected to this process. */
export const socketCount = new Gauge({
  name: 'socket_connections',
  help: 'Sockets connected to this process.',
  registers,
});

/** From the moment an event is written to the moment this process gave it to its sockets. Seconds. */
export const eventDelay = new Histogram({
  name: 'event_delivery_seconds',
  help: 'From writing an event to giving it to the sockets of this process.',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
  registers,
});

const ordersTotal = new Counter({
  name: 'orders_total',
  help: 'Orders recorded by this process.',
  labelNames: ['type'],
  registers,
});

const orderValue = new Histogram({
  name: 'order_value',
  help: 'Totals of the orders recorded by this process, in whole currency units.',
  buckets: [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000],
  registers,
});

const relayed = new Counter({
  name: 'outbox_relayed_total',
  help: 'Events handed over by the relay of this process.',
  registers,
});

/** Counts an order when it is first recorded; its later changes are not new orders. */
export function countOrder(event: string, order: { type: string; total: number }): void {
  if (event !== 'order.created') return;
  ordersTotal.inc({ type: order.type });
  orderValue.observe(order.total);
}

/** Counts events that the relay has handed over. */
export function countRelayed(count: number): void {
  relayed.inc(count);
}
