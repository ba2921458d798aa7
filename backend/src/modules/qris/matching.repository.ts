import type { Money, PaymentConfirmation } from '@meja/domain';
import { Prisma, db, dbTenantId } from '../../platform/db';

export interface QrisPaymentRow {
  id: string;
  order_id: string;
  order_number: number;
  outlet_id: string;
  /** Amount and tip. */
  amount: Money;
  reference: string | null;
  cashier_name: string | null;
  business_date: string;
  paid_at: Date;
  confirmation: PaymentConfirmation;
  confirmed_by_name: string | null;
  confirmed_at: Date | null;
}

const SELECT = Prisma.sql`
  SELECT y.id, y.order_id, o.number AS order_number, y.outlet_id, (y.amount + y.tip)::float8 AS amount, y.reference,
         m.name AS cashier_name, y.business_date::text, y.paid_at, coalesce(c.source, 'CASHIER') AS confirmation,
         c.confirmed_by_name, c.confirmed_at
  FROM payments y
  JOIN orders o ON (o.tenant_id, o.id) = (y.tenant_id, y.order_id)
  LEFT JOIN memberships m ON (m.tenant_id, m.user_id) = (y.tenant_id, y.cashier_id)
  LEFT JOIN payment_confirmations c ON (c.tenant_id, c.payment_id) = (y.tenant_id, y.id)`;

/** What a day's payments are found by: `payments_qris_day`. */
const ofDay = ({ outletId, date }: QrisDay): Prisma.Sql =>
  Prisma.sql`y.tenant_id = ${dbTenantId()}::uuid AND y.outlet_id = ${outletId}::uuid
    AND y.business_date = ${date}::date AND y.method = 'QRIS'`;

export interface QrisDay {
  outletId: string;
  date: string;
}

/** Payments by QRIS of a day, in the order they were taken; only confirmed or unconfirmed ones where it is said. */
export async function listPayments(
  day: QrisDay & { isConfirmed: boolean | null },
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<QrisPaymentRow[]> {
  const state =
    day.isConfirmed === null
      ? Prisma.empty
      : Prisma.sql`AND (c.payment_id IS NOT NULL) = ${day.isConfirmed}::boolean`;
  const place = after
    ? Prisma.sql`AND (y.paid_at, y.id) > (${after.createdAt}, ${after.id}::uuid)`
    : Prisma.empty;
  return db().$queryRaw<QrisPaymentRow[]>`
    ${SELECT} WHERE ${ofDay(day)} ${state} ${place} ORDER BY y.paid_at, y.id LIMIT ${take}`;
}

/** Those of an outlet's payments by QRIS that have one of these ids. */
export async function findPayments(outletId: string, ids: readonly string[]): Promise<QrisPaymentRow[]> {
  return db().$queryRaw<QrisPaymentRow[]>`
    ${SELECT} WHERE y.tenant_id = ${dbTenantId()}::uuid AND y.outlet_id = ${outletId}::uuid
      AND y.id = ANY (${[...ids]}::uuid[]) AND y.method = 'QRIS' ORDER BY y.paid_at, y.id`;
}

export interface DaySums {
  count: number;
  amount: Money;
  open_count: number;
  open_amount: Money;
}

export async function sumDay(day: QrisDay): Promise<DaySums> {
  const [row] = await db().$queryRaw<[DaySums]>`
    SELECT count(*)::int AS count, coalesce(sum(y.amount + y.tip), 0)::float8 AS amount,
           count(*) FILTER (WHERE c.payment_id IS NULL)::int AS open_count,
           coalesce(sum(y.amount + y.tip) FILTER (WHERE c.payment_id IS NULL), 0)::float8 AS open_amount
    FROM payments y
    LEFT JOIN payment_confirmations c ON (c.tenant_id, c.payment_id) = (y.tenant_id, y.id)
    WHERE ${ofDay(day)}`;
  return row;
}

export interface Confirmer {
  userId: string;
  name: string;
  at: Date;
}

/** Ids of those that nobody had confirmed before; who did so first stays. */
export async function insertConfirmations(
  payments: readonly QrisPaymentRow[],
  { userId, name, at }: Confirmer,
): Promise<string[]> {
  const rows = await db().$queryRaw<{ payment_id: string }[]>`
    INSERT INTO payment_confirmations (payment_id, order_id, source, confirmed_by, confirmed_by_name, confirmed_at)
    SELECT r.payment_id, r.order_id, 'STATEMENT', ${userId}::uuid, ${name}, ${at}
    FROM unnest(${payments.map(({ id }) => id)}::uuid[], ${payments.map((one) => one.order_id)}::uuid[])
      AS r(payment_id, order_id) ORDER BY r.payment_id
    ON CONFLICT DO NOTHING RETURNING payment_id`;
  return rows.map((row) => row.payment_id);
}

/** Takes confirmations back. */
export async function deleteConfirmations(paymentIds: readonly string[]): Promise<void> {
  await db().paymentConfirmation.deleteMany({ where: { paymentId: { in: [...paymentIds] } } });
}
