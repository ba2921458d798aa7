import { businessDate } from '@meja/domain';
import type { AuditAction, QrisDayDto, QrisMatchBody, QrisPaymentDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { cutPage, decodeTimeCursor, invalid, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { assertOutletAccess, outletClock } from '../outlets';
import * as repository from './matching.repository';
import type { QrisDay, QrisPaymentRow } from './matching.repository';

interface Who {
  tenantId: string;
  actor: Actor;
}

export interface DayQuery {
  outletId: string;
  /** The running business day unless told. */
  date?: string;
}
export type PaymentsQuery = DayQuery & PageQuery & { confirmed?: 'true' | 'false' };

const present = (row: QrisPaymentRow): QrisPaymentDto => ({
  id: row.id,
  orderId: row.order_id,
  orderNumber: String(row.order_number),
  outletId: row.outlet_id,
  amount: row.amount,
  reference: row.reference,
  cashierName: row.cashier_name,
  businessDate: row.business_date,
  paidAt: row.paid_at.toISOString(),
  confirmation: row.confirmation,
  confirmedByName: row.confirmed_by_name,
  confirmedAt: row.confirmed_at?.toISOString() ?? null,
});

/** The day that is asked for, on the outlet's clock; in removed outlets too. Throws 404. */
async function dayOf({ tenantId, actor }: Who, { outletId, date }: DayQuery): Promise<QrisDay> {
  assertOutletAccess(actor, outletId);
  const { timeZone, businessDayCutoff } = await outletClock(tenantId, outletId);
  return { outletId, date: date ?? businessDate(now(), timeZone, businessDayCutoff) };
}

/** An outlet's payments by QRIS of a business day, in the order they were taken, a page at a time. Throws 404. */
export async function listPayments(
  who: Who,
  query: PaymentsQuery,
): Promise<{ rows: QrisPaymentDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const isConfirmed = query.confirmed === undefined ? null : query.confirmed === 'true';
  const rows = await withTenant(who.tenantId, async () =>
    repository.listPayments({ ...(await dayOf(who, query)), isConfirmed }, limit + 1, after),
  );
  return cutPage(rows.map(present), limit, ({ paidAt, id }) => [paidAt, id]);
}

/** What the payments of that day come to, and what of it nobody has found on the statement yet. Throws 404. */
export async function qrisDay(who: Who, query: DayQuery): Promise<QrisDayDto> {
  return withTenant(who.tenantId, async () => {
    const day = await dayOf(who, query);
    const sums = await repository.sumDay(day);
    return {
      outletId: day.outletId,
      businessDate: day.date,
      count: sums.count,
      amount: sums.amount,
      unconfirmed: { count: sums.open_count, amount: sums.open_amount },
    };
  });
}

/** The payments that are named. Throws 404 for another's outlet, 422 at the first that is no payment by QRIS there. */
async function named({ actor }: Who, { outletId, paymentIds }: QrisMatchBody): Promise<QrisPaymentRow[]> {
  assertOutletAccess(actor, outletId);
  const rows = await repository.findPayments(outletId, paymentIds);
  const known = new Set(rows.map(({ id }) => id));
  const at = paymentIds.findIndex((id) => !known.has(id));
  if (at >= 0) throw invalid({ path: `paymentIds.${at}`, code: 'unknown_reference' });
  return rows;
}

async function log(action: AuditAction, outletId: string, rows: readonly QrisPaymentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const payments = rows.map(({ id, order_number, amount, confirmed_by_name }) => {
    return { id, orderNumber: String(order_number), amount, confirmedByName: confirmed_by_name };
  });
  await audit({ action, entity: 'outlet', entityId: outletId, outletId, after: { payments } });
}

/**
 * Ticks payments of an outlet off as found on the bank's statement; who did so first stays. The sales themselves are not
 * touched. Throws 404, 422.
 */
export async function confirmPayments(who: Who, body: QrisMatchBody): Promise<QrisPaymentDto[]> {
  return withTenant(who.tenantId, async () => {
    const { userId, name } = who.actor;
    const at = now();
    const added = await repository.insertConfirmations(await named(who, body), { userId, name, at });
    const after = await named(who, body);
    await log(
      'payment.confirm',
      body.outletId,
      after.filter(({ id }) => added.includes(id)),
    );
    return after.map(present);
  });
}

/** Takes ticks back: only the cashier says again that the money came. What has none stays as it is. Throws 404, 422. */
export async function withdrawConfirmations(who: Who, body: QrisMatchBody): Promise<QrisPaymentDto[]> {
  return withTenant(who.tenantId, async () => {
    const before = await named(who, body);
    await repository.deleteConfirmations(body.paymentIds);
    await log(
      'payment.unconfirm',
      body.outletId,
      before.filter(({ confirmation }) => confirmation !== 'CASHIER'),
    );
    return (await named(who, body)).map(present);
  });
}
