import { addMonths, billingMonth, daysOf, nextPeriodStart, payWithCredit, prorate } from '@meja/domain';
import type { InvoiceKind, InvoiceLineDto, PlanCode, PlanVersion } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { notFound } from '../../platform/http';
import * as repository from './billing.repository';
import type { InvoiceRow, Purpose } from './billing.repository';
import { sendReceipt } from './reminders';
import { announceSubscriptionChange } from './subscription-memory';
import { planAt, subscriptionStatus } from './subscription.rules';
import { findPlanVersion, findSubscription } from './subscriptions.repository';
import type { StoredSubscription } from './subscriptions.repository';

/** How long after it was due an invoice still waits. */
export const LAPSE_DAYS = 14;
const PAY_WITHIN_DAYS = 7;
const DAY_MS = 86_400_000;

const held = ({ code, version }: PlanVersion) => ({ plan: code, version });

/** A subscription as it is worked on, under its lock. */
export interface Desk {
  tenantId: string;
  at: Date;
  row: StoredSubscription;
  /** The plan in effect. */
  plan: PlanVersion;
}

async function readDesk(tenantId: string, at: Date): Promise<Desk> {
  const row = await findSubscription(tenantId);
  if (!row) throw notFound();
  return { tenantId, at, row, plan: planAt(row, at) };
}

/** Lets a change that is due take its place in the books; its effect began by itself when it was due. */
async function applyDue(desk: Desk): Promise<Desk> {
  const { next } = desk.row;
  if (!next || next.at > desk.at) return desk;
  await repository.savePlan(next.terms.code, next.terms.version);
  await repository.saveNext(null);
  await repository.insertNotice(next.reverts ? 'PLAN_REVERTED' : 'PLAN_CHANGED', next.at, desk.at);
  await audit({
    action: next.reverts ? 'subscription.revert' : 'subscription.change',
    entity: 'subscription',
    entityId: desk.tenantId,
    before: held(desk.row.terms),
    after: held(next.terms),
  });
  return readDesk(desk.tenantId, desk.at);
}

/**
 * Works on a tenant's subscription in one transaction of the service's own role, under the subscription's lock; what was
 * due is applied first, and every process forgets what it remembered after the commit.
 */
export function atDesk<T>(tenantId: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const at = now();
  return withPlatform(async () => {
    if (!(await findSubscription(tenantId))) throw notFound();
    await repository.lockSubscription();
    const result = await work(await applyDue(await readDesk(tenantId, at)));
    afterCommit(() => announceSubscriptionChange(tenantId));
    return result;
  }, tenantId);
}

/** Puts a plan in effect, with its line in the audit log. */
export async function putPlan(
  desk: Desk,
  plan: PlanVersion,
  why: { next?: repository.NextChange | null; reason?: string } = {},
): Promise<void> {
  await repository.savePlan(plan.code, plan.version);
  if (why.next !== undefined) await repository.saveNext(why.next);
  await audit({
    action: 'subscription.change',
    entity: 'subscription',
    entityId: desk.tenantId,
    before: held(desk.plan),
    after: {
      ...held(plan),
      ...(why.next && { revertsAt: why.next.at.toISOString() }),
      ...(why.reason && { reason: why.reason }),
    },
  });
}

/** Whether two invoices would be for the same thing. */
const isSame = (a: Purpose, b: Purpose) => {
  const sorted = (purpose: object) =>
    JSON.stringify(Object.entries(purpose).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted({ ...a, from: null }) === sorted({ ...b, from: null });
};

/** Takes an open invoice back: it keeps its number, and what of it was paid by credit is owed again. */
export async function voidInvoice(invoice: InvoiceRow, at: Date): Promise<void> {
  await repository.settleInvoice(invoice.id, 'VOID', at, currentContext()?.actor?.name ?? 'system', null);
  await repository.addCredit(invoice.creditUsed);
  await audit({
    action: 'invoice.void',
    entity: 'invoice',
    entityId: invoice.id,
    after: { number: numberOf(invoice), total: invoice.total },
  });
}

/** `INV-2026-000001`. */
export const numberOf = ({ year, seq }: Pick<InvoiceRow, 'year' | 'seq'>): string =>
  `INV-${year}-${String(seq).padStart(6, '0')}`;

export interface Bill {
  kind: InvoiceKind;
  purpose: Purpose;
  lines: InvoiceLineDto[];
  charge: number;
  dueAt?: Date;
}

/**
 * The open invoice for something: the one that is there where it is for the same, else a new one in the place of what was
 * open. One that credit pays whole is paid at once.
 */
export async function issueInvoice(desk: Desk, bill: Bill): Promise<InvoiceRow> {
  const open = await repository.findOpenInvoice();
  if (open?.kind === bill.kind && isSame(open.purpose, bill.purpose)) return open;
  if (open) await voidInvoice(open, desk.at);
  const { credit } = (await findSubscription(desk.tenantId))!;
  const paid = payWithCredit(bill.charge, credit);
  await repository.addCredit(-paid.creditUsed);
  const { kind, purpose, lines, charge } = bill;
  const invoice = await repository.insertInvoice({
    kind,
    purpose,
    lines,
    charge,
    ...paid,
    year: billingMonth(desk.at).year,
    issuedAt: desk.at,
    dueAt: bill.dueAt ?? new Date(desk.at.getTime() + PAY_WITHIN_DAYS * DAY_MS),
  });
  await audit({
    action: 'invoice.issue',
    entity: 'invoice',
    entityId: invoice.id,
    after: { number: numberOf(invoice), kind, total: invoice.total },
  });
  if (invoice.total > 0) return invoice;
  await payInvoice(desk, invoice, null);
  return (await repository.findInvoice(invoice.id))!;
}

/** What a changed plan is worth at the payment, which may come days after the invoice. */
async function fulfilChange(
  desk: Desk,
  purpose: Extract<Purpose, { for: 'UPGRADE' | 'TEMPORARY' }>,
): Promise<number | null> {
  const { row, plan, at } = desk;
  const target = await findPlanVersion(purpose.plan, purpose.version);
  const stands =
    target &&
    subscriptionStatus(row, at) === 'ACTIVE' &&
    row.endsAt.toISOString() === purpose.endsAt &&
    plan.code === purpose.from.plan &&
    plan.version === purpose.from.version &&
    !row.next;
  if (!stands) return null;
  const { left, total } = daysOf(row.endsAt, at);
  if (purpose.for === 'UPGRADE') {
    await putPlan(desk, target);
    return prorate(plan.price, target.price, { left, total });
  }
  const revertsAt = new Date(Math.min(at.getTime() + purpose.days * DAY_MS, row.endsAt.getTime()));
  await putPlan(desk, target, { next: { ...held(plan), at: revertsAt, reverts: true } });
  return Math.max(0, prorate(plan.price, target.price, { left: Math.min(purpose.days, left), total }));
}

async function fulfilMonth(desk: Desk, invoice: InvoiceRow, plan: PlanCode, version: number): Promise<void> {
  const status = subscriptionStatus(desk.row, desk.at);
  const start = nextPeriodStart({ status, endsAt: desk.row.endsAt }, desk.at);
  await repository.saveEnd(addMonths(start, 1));
  if (invoice.kind === 'RENEWAL' || (plan === desk.plan.code && version === desk.plan.version)) return;
  const target = await findPlanVersion(plan, version);
  if (target) await putPlan(desk, target, { next: null });
}

/** What an invoice was for happens; what of its amount was not needed. */
async function fulfil(desk: Desk, invoice: InvoiceRow): Promise<number> {
  const { purpose, charge } = invoice;
  if (purpose.for === 'ADD_ON') {
    await repository.insertAddOn(purpose, desk.at, addMonths(desk.at, 1));
    return 0;
  }
  if (purpose.for === 'MONTH') {
    await fulfilMonth(desk, invoice, purpose.plan, purpose.version);
    return 0;
  }
  const due = await fulfilChange(desk, purpose);
  return charge - Math.min(charge, due ?? 0);
}

/**
 * Notes that an open invoice is paid, and does what it was for. Days of a change that passed before the payment come
 * back as credit; where the ground has moved meanwhile (the period ended, the plan is another) all of it does.
 */
export async function payInvoice(desk: Desk, invoice: InvoiceRow, reference: string | null): Promise<void> {
  const by = currentContext()?.actor?.name ?? 'system';
  await repository.settleInvoice(invoice.id, 'PAID', desk.at, by, reference);
  const credited = await fulfil(desk, invoice);
  await repository.addCredit(credited);
  await sendReceipt(invoice, desk.at);
  await audit({
    action: 'invoice.paid',
    entity: 'invoice',
    entityId: invoice.id,
    after: { number: numberOf(invoice), total: invoice.total, reference, credited },
  });
}
