import { addMonths } from '@meja/domain';
import type { NoticeKind, PlanVersion } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { log } from '../../platform/logging';
import { defineJob } from '../../platform/queue';
import { LAPSE_DAYS, atDesk, issueInvoice, voidInvoice } from './billing';
import type { Desk } from './billing';
import * as repository from './billing.repository';
import { monthLine } from './invoice-lines';
import { REMIND_DAYS, remindOfMoney } from './reminders';
import { planAt, sellsUntil, subscriptionStatus } from './subscription.rules';

const DAY_MS = 86_400_000;
/** A month's invoice comes so long before what is paid ends. */
const RENEW_DAYS = 7;

/** What is to be said of an end at an instant; of several the last. */
function noticeOf(endsAt: Date, at: Date): NoticeKind | null {
  const left = endsAt.getTime() - at.getTime();
  if (sellsUntil({ endsAt }) <= at) return 'EXPIRED';
  if (left <= 0) return 'ENDED';
  if (left <= DAY_MS) return 'ENDS_IN_1';
  if (left <= 3 * DAY_MS) return 'ENDS_IN_3';
  return left <= 7 * DAY_MS ? 'ENDS_IN_7' : null;
}

async function issueRenewal(desk: Desk, plan: PlanVersion): Promise<void> {
  const { endsAt } = desk.row;
  await issueInvoice(desk, {
    kind: 'RENEWAL',
    purpose: { for: 'MONTH', plan: plan.code, version: plan.version },
    lines: [monthLine(plan, endsAt, addMonths(endsAt, 1), plan.price)],
    charge: plan.price,
    dueAt: sellsUntil(desk.row),
  });
}

/** Everything that is due for one subscription; what was done before is not done again. */
async function keepOne(desk: Desk): Promise<void> {
  const { row, at } = desk;
  const open = await repository.findOpenInvoice();
  const hasLapsed = open && open.dueAt.getTime() + LAPSE_DAYS * DAY_MS < at.getTime();
  if (hasLapsed) await voidInvoice(open, at);
  if (row.tenantStatus === 'SUSPENDED') return;
  const notice = noticeOf(row.endsAt, at);
  if (notice) {
    const isNews = await repository.insertNotice(notice, row.endsAt, at);
    if (isNews && notice === 'EXPIRED')
      await audit({
        action: 'subscription.expire',
        entity: 'subscription',
        entityId: desk.tenantId,
        after: { endsAt: row.endsAt.toISOString() },
      });
  }
  const plan = planAt(row, row.endsAt);
  const isDue = row.endsAt.getTime() - at.getTime() <= RENEW_DAYS * DAY_MS;
  // Whoever has begun to choose is left to it; what has expired begins anew, by whoever wishes it.
  if (plan.price > 0 && isDue && !(open && !hasLapsed) && subscriptionStatus(row, at) !== 'EXPIRED')
    await issueRenewal(desk, plan);
  await remindOfMoney(row, await repository.findOpenInvoice(), at);
}

/** One tenant that fails must not keep the others waiting; it is met again at the next run. */
async function forEachTenant(ids: readonly string[], work: (id: string) => Promise<void>): Promise<number> {
  let done = 0;
  for (const tenantId of ids) {
    try {
      await work(tenantId);
      done += 1;
    } catch (error) {
      log.error('subscription not looked after', { tenantId, error });
    }
  }
  return done;
}

/** Applies what is due, reminds, writes the next month's invoices. Safe to run twice or late. */
export async function keepSubscriptions(): Promise<number> {
  const at = now();
  const after = (days: number) => new Date(at.getTime() + days * DAY_MS);
  const due = await repository.findDueTenants(at, after(RENEW_DAYS), after(REMIND_DAYS));
  return forEachTenant(due, (tenantId) => atDesk(tenantId, keepOne));
}

/** Closes add-ons that have ended; their effect ended by itself. Safe to run twice or late. */
export async function closeAddOns(): Promise<number> {
  const ids = await repository.findTenantsOfEndedAddOns(now());
  return forEachTenant(ids, (tenantId) =>
    atDesk(tenantId, async ({ at }) => {
      for (const { id, code, endsAt } of await repository.endAddOns(at)) {
        await repository.insertNotice('ADD_ON_ENDED', endsAt, at);
        await audit({ action: 'subscription.add_on_end', entity: 'add_on', entityId: id, after: { code } });
      }
    }),
  );
}

export const expireSubscriptions = defineJob({
  name: 'expire-subscriptions',
  summary: 'Ends, reverts and renews subscriptions, and reminds of it',
  schedule: '0 3 * * *',
  async run() {
    log.info('subscriptions looked after', { count: await keepSubscriptions() });
  },
});

export const expireAddOns = defineJob({
  name: 'expire-add-ons',
  summary: 'Closes add-ons that have ended',
  schedule: '0 4 * * *',
  async run() {
    log.info('add-ons closed', { tenants: await closeAddOns() });
  },
});
