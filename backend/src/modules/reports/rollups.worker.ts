import { onPublished } from '../../platform/events';
import { log } from '../../platform/logging';
import { defineJob } from '../../platform/queue';
import { checkRollups, forAllSellers, keepAllUp, keepUp } from './rollups.service';

/**
 * Reports add what is not rolled up yet by themselves, so nobody waits for it: many sales in one statement cost a
 * fraction of what they cost one by one.
 */
const PACE = {
  /** Some forty sales. */
  enoughEvents: 250,
  patienceMs: 5 * 60_000,
  lookMs: 1_000,
  /** How often is looked for what was announced to nobody, or failed. */
  sweepMs: 5 * 60_000,
};

interface Waiting {
  events: number;
  since: number;
}

export interface RollupsWorker {
  /** Ends after the tenant at hand. */
  close(): Promise<void>;
}

/** Keeps the roll-ups of all tenants up with their sales. Any number of processes may do so at once. */
export function startRollups(pace = PACE): RollupsWorker {
  const waiting = new Map<string, Waiting>();
  let sweepAt = 0;
  let isStopping = false;
  let hasFailed = false;
  let working: Promise<void> = Promise.resolve();
  let isBusy = false;

  const offPublished = onPublished((events) => {
    for (const { tenantId, event } of events) {
      if (!event.type.startsWith('order.')) continue;
      const known = waiting.get(tenantId);
      if (known) known.events += 1;
      else waiting.set(tenantId, { events: 1, since: performance.now() });
    }
  });

  async function look(): Promise<void> {
    const at = performance.now();
    if (at >= sweepAt) {
      sweepAt = at + pace.sweepMs;
      await keepAllUp((tenantId) => (isStopping ? Promise.resolve() : keepUp(tenantId)));
    }
    for (const [tenantId, { events, since }] of waiting) {
      if (isStopping) return;
      if (events < pace.enoughEvents && at - since < pace.patienceMs) continue;
      waiting.delete(tenantId);
      await keepUp(tenantId);
    }
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    working = look()
      .then(() => {
        hasFailed = false;
      })
      .catch((error: unknown) => {
        // The sweep comes round again, and until then reports read the journal.
        if (!hasFailed) log.warn('roll-ups interrupted; going on', { error });
        hasFailed = true;
      })
      .finally(() => {
        isBusy = false;
      });
  }, pace.lookMs);
  timer.unref();

  return {
    async close() {
      isStopping = true;
      clearInterval(timer);
      offPublished();
      await working;
    },
  };
}

export const checkSalesRollups = defineJob({
  name: 'check-sales-rollups',
  summary: 'Roll-ups of sales of the last weeks against the journal',
  schedule: '50 3 * * *',
  async run() {
    log.info('roll-ups checked', { tenants: await forAllSellers(checkRollups) });
  },
});
