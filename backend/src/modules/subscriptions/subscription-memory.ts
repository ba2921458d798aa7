import { performance } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import { billingMonth } from '@meja/domain';
import type { PlanVersion } from '@meja/domain';
import { broadcast, hearsOthers, onBroadcast } from '../../platform/cache';
import { now } from '../../platform/clock';
import { notFound } from '../../platform/http';
import { allowanceAt } from './subscription.rules';
import {
  countOrders,
  findOfferedPlans,
  findSubscription,
  membersBeyond,
  outletsBeyond,
} from './subscriptions.repository';
import type { StoredSubscription } from './subscriptions.repository';

/** What the guards ask of a tenant, all of it in memory. */
export interface Remembered extends StoredSubscription {
  /** Outlets and people beyond the plan's limits: kept and read, not used. */
  beyond: { outlets: ReadonlySet<string>; users: ReadonlySet<string> };
  /** Sales booked this month; 0 where the plan does not limit them. */
  orders: number;
}

/** A change reaches every process at once where the news travels, else within a second; sales are counted again by then. */
const TTL_MS = 15_000;
const TTL_UNHEARD_MS = 800;
const CHANGED = 'subscription.changed';
const PLANS_CHANGED = 'plans.changed';

const rows = new LRUCache<string, { row: Remembered; at: number }>({ max: 10_000 });
const loading = new Map<string, Promise<Remembered>>();
let plans: { offered: PlanVersion[]; at: number } | null = null;
/** Counts what was forgotten, so that what was read before it is not remembered after it. */
let forgotten = 0;
let listening = false;

function forgetAll(): void {
  forgotten += 1;
  loading.clear();
  rows.clear();
  plans = null;
}

/** Forgets what this process remembers of a tenant. */
export function forgetSubscription(tenantId: string): void {
  forgotten += 1;
  loading.delete(tenantId);
  rows.delete(tenantId);
}

function listen(): void {
  if (listening) return;
  listening = true;
  onBroadcast<{ tenantId: string }>(CHANGED, ({ tenantId }) => forgetSubscription(tenantId), forgetAll);
  onBroadcast(PLANS_CHANGED, forgetAll, forgetAll);
}

/** Tells every process that a tenant's plan, state or what counts against its limits changed. Call it after the commit. */
export function announceSubscriptionChange(tenantId: string): void {
  listen();
  void broadcast(CHANGED, { tenantId });
}

/** Tells every process that other plans are offered. Call it after the commit. */
export function announcePlansChange(): void {
  listen();
  void broadcast(PLANS_CHANGED, null);
}

const isFresh = (at: number) => performance.now() - at < (hearsOthers() ? TTL_MS : TTL_UNHEARD_MS);

async function load(tenantId: string): Promise<Remembered> {
  const since = forgotten;
  const stored = await findSubscription(tenantId);
  if (!stored) throw notFound();
  const at = now();
  const { outlets, users, ordersPerMonth } = allowanceAt(stored, at).limits;
  const { from, to } = billingMonth(at);
  const [beyondOutlets, beyondUsers, orders] = await Promise.all([
    outlets === null ? [] : outletsBeyond(tenantId, outlets),
    users === null ? [] : membersBeyond(tenantId, users),
    ordersPerMonth === null ? 0 : countOrders(tenantId, from, to),
  ]);
  const ids = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));
  const row = { ...stored, beyond: { outlets: ids(beyondOutlets), users: ids(beyondUsers) }, orders };
  if (since === forgotten) rows.set(tenantId, { row, at: performance.now() });
  return row;
}

/** What is remembered of a tenant at this moment, else null. */
export function rememberedRow(tenantId: string): Remembered | null {
  const known = rows.get(tenantId);
  return known && isFresh(known.at) ? known.row : null;
}

/** What the guards ask of a tenant: from memory, read at most once at a time. Throws 404 where there is no such tenant. */
export async function rowOf(tenantId: string): Promise<Remembered> {
  listen();
  const known = rememberedRow(tenantId);
  if (known) return known;
  const running = loading.get(tenantId);
  if (running) return running;
  const mine = load(tenantId).finally(() => {
    if (loading.get(tenantId) === mine) loading.delete(tenantId);
  });
  loading.set(tenantId, mine);
  return mine;
}

/** The newest version of every plan, cheapest first, the trial before all. */
export async function offeredPlans(): Promise<PlanVersion[]> {
  listen();
  if (plans && isFresh(plans.at)) return plans.offered;
  const since = forgotten;
  const offered = await findOfferedPlans();
  if (since === forgotten) plans = { offered, at: performance.now() };
  return offered;
}
