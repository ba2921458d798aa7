import { v7 as uuidv7 } from 'uuid';
import type { InvoiceKind, InvoiceLineDto, InvoiceStatus, NoticeKind, PlanCode } from '@meja/domain';
import { Prisma, db, dbTenantId } from '../../platform/db';
import { callAsPlatform } from '../../platform/db/platform-door';

/** What is done once an invoice is paid. */
export type Purpose =
  | { for: 'MONTH'; plan: PlanCode; version: number }
  | {
      for: 'UPGRADE';
      plan: PlanCode;
      version: number;
      from: { plan: PlanCode; version: number };
      endsAt: string;
    }
  | {
      for: 'TEMPORARY';
      plan: PlanCode;
      version: number;
      from: { plan: PlanCode; version: number };
      endsAt: string;
      days: number;
    }
  | { for: 'ADD_ON'; code: string; version: number; quantity: number };

export interface InvoiceRow {
  tenantId: string;
  id: string;
  year: number;
  seq: number;
  kind: InvoiceKind;
  status: InvoiceStatus;
  purpose: Purpose;
  lines: InvoiceLineDto[];
  charge: number;
  creditUsed: number;
  total: number;
  issuedAt: Date;
  dueAt: Date;
  settledAt: Date | null;
  settledBy: string | null;
  reference: string | null;
}

type Stored = Omit<InvoiceRow, 'charge' | 'creditUsed' | 'total'> & {
  charge: bigint | string;
  creditUsed: bigint | string;
  total: bigint | string;
};

const readInvoice = (row: Stored): InvoiceRow => ({
  ...row,
  charge: Number(row.charge),
  creditUsed: Number(row.creditUsed),
  total: Number(row.total),
});

const INVOICE = Prisma.sql`
  SELECT i.tenant_id AS "tenantId", i.id, i.year, i.seq, i.kind, i.status, i.purpose, i.lines, i.charge,
         i.credit_used AS "creditUsed", i.total, i.issued_at AS "issuedAt", i.due_at AS "dueAt",
         i.settled_at AS "settledAt", i.settled_by AS "settledBy", i.reference
  FROM invoices i`;

const tenant = () => Prisma.sql`${dbTenantId()}::uuid`;

/** Holds the tenant's subscription until the commit; whatever changes it does so under this lock. */
export async function lockSubscription(): Promise<void> {
  await db().$executeRaw`INSERT INTO subscriptions (tenant_id) VALUES (${tenant()}) ON CONFLICT DO NOTHING`;
  await db().$queryRaw`SELECT FROM subscriptions WHERE tenant_id = ${tenant()} FOR UPDATE`;
}

export async function savePlan(code: PlanCode, version: number): Promise<void> {
  await db().$executeRaw`UPDATE tenants SET plan = ${code} WHERE id = ${tenant()}`;
  await db().$executeRaw`UPDATE subscriptions SET plan_version = ${version} WHERE tenant_id = ${tenant()}`;
}

export async function saveEnd(endsAt: Date): Promise<void> {
  await db()
    .$executeRaw`UPDATE tenants SET subscription_ends_at = ${endsAt}::timestamptz WHERE id = ${tenant()}`;
}

/** Adds to what the service owes; negative takes away. */
export async function addCredit(amount: number): Promise<void> {
  if (amount === 0) return;
  await db().$executeRaw`
    UPDATE subscriptions SET credit = credit + ${amount}::bigint WHERE tenant_id = ${tenant()}`;
}

export interface NextChange {
  plan: PlanCode;
  version: number;
  at: Date;
  reverts: boolean;
}

/** The change that comes by itself; null: none. */
export async function saveNext(next: NextChange | null): Promise<void> {
  await db().$executeRaw`
    UPDATE subscriptions SET next_plan = ${next?.plan ?? null}, next_version = ${next?.version ?? null}::int,
      next_at = ${next?.at ?? null}::timestamptz, next_reverts = ${next?.reverts ?? false}
    WHERE tenant_id = ${tenant()}`;
}

/** The next number of a year, across all tenants; its row is held until the commit, so that none is missing. */
async function nextNumber(year: number): Promise<number> {
  const [row] = await db().$queryRaw<{ last: number }[]>`
    INSERT INTO invoice_counters AS c (year, last) VALUES (${year}, 1)
    ON CONFLICT (year) DO UPDATE SET last = c.last + 1 RETURNING last`;
  return row!.last;
}

export type NewInvoice = Pick<
  InvoiceRow,
  'kind' | 'purpose' | 'lines' | 'charge' | 'creditUsed' | 'total' | 'issuedAt' | 'dueAt' | 'year'
>;

/** Writes an invoice with the next number of its year: late in the transaction, others wait for the number. */
export async function insertInvoice(invoice: NewInvoice): Promise<InvoiceRow> {
  const id = uuidv7();
  const seq = await nextNumber(invoice.year);
  const { purpose, lines } = invoice;
  await db().$executeRaw`
    INSERT INTO invoices (tenant_id, id, year, seq, kind, purpose, lines, charge, credit_used, total, issued_at, due_at)
    VALUES (${tenant()}, ${id}::uuid, ${invoice.year}, ${seq}, ${invoice.kind}, ${JSON.stringify(purpose)}::jsonb,
      ${JSON.stringify(lines)}::jsonb, ${invoice.charge}::bigint, ${invoice.creditUsed}::bigint,
      ${invoice.total}::bigint, ${invoice.issuedAt}::timestamptz, ${invoice.dueAt}::timestamptz)`;
  return (await findInvoice(id))!;
}

/** An invoice of the open transaction's tenant, or null. */
export async function findInvoice(id: string): Promise<InvoiceRow | null> {
  const [row] = await db().$queryRaw<Stored[]>`
    ${INVOICE} WHERE i.tenant_id = ${tenant()} AND i.id = ${id}::uuid`;
  return row ? readInvoice(row) : null;
}

export async function findOpenInvoice(): Promise<InvoiceRow | null> {
  const [row] = await db().$queryRaw<Stored[]>`
    ${INVOICE} WHERE i.tenant_id = ${tenant()} AND i.status = 'OPEN'`;
  return row ? readInvoice(row) : null;
}

/** Invoices of the open transaction's tenant after a place, newest first. */
export async function listInvoices(
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<InvoiceRow[]> {
  const from = after
    ? Prisma.sql`AND (i.issued_at, i.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  const rows = await db().$queryRaw<Stored[]>`
    ${INVOICE} WHERE i.tenant_id = ${tenant()} ${from} ORDER BY i.issued_at DESC, i.id DESC LIMIT ${take}`;
  return rows.map(readInvoice);
}

/** Invoices of every tenant after a place, newest first. */
export async function listAllInvoices(
  status: InvoiceStatus | null,
  overdueAt: Date | null,
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<(InvoiceRow & { tenantName: string })[]> {
  const rows = await callAsPlatform<Stored & { tenantName: string }>(
    'invoices_of_all',
    `SELECT i.tenant_id AS "tenantId", t.name AS "tenantName", i.id, i.year, i.seq, i.kind, i.status, i.purpose, i.lines,
            i.charge, i.credit_used AS "creditUsed", i.total, i.issued_at AS "issuedAt", i.due_at AS "dueAt",
            i.settled_at AS "settledAt", i.settled_by AS "settledBy", i.reference
     FROM invoices i JOIN tenants t ON t.id = i.tenant_id
     WHERE ($1::text IS NULL OR i.status = $1) AND ($2::timestamptz IS NULL OR (i.issued_at, i.id) < ($2, $3::uuid))
       AND ($5::timestamptz IS NULL OR (i.status = 'OPEN' AND i.due_at < $5))
     ORDER BY i.issued_at DESC, i.id DESC LIMIT $4`,
    [status, after?.createdAt ?? null, after?.id ?? null, take, overdueAt],
  );
  return rows.map((row) => ({ ...readInvoice(row), tenantName: row.tenantName }));
}

export async function settleInvoice(
  id: string,
  status: 'PAID' | 'VOID',
  at: Date,
  by: string,
  reference: string | null,
): Promise<void> {
  await db().$executeRaw`
    UPDATE invoices SET status = ${status}, settled_at = ${at}::timestamptz, settled_by = ${by}, reference = ${reference}
    WHERE tenant_id = ${tenant()} AND id = ${id}::uuid`;
  // What could still be paid for it is ended at the gateway, soon and outside of this transaction.
  await db().$executeRaw`
    UPDATE invoice_charges SET next_check_at = ${at}::timestamptz
    WHERE tenant_id = ${tenant()} AND invoice_id = ${id}::uuid AND status IN ('CREATING','PENDING')`;
}

/** Where an invoice of any tenant stands. */
export async function findInvoiceStatus(of: { tenantId: string; invoiceId: string }): Promise<InvoiceStatus> {
  const [row] = await callAsPlatform<{ status: InvoiceStatus }>(
    'invoice_status',
    'SELECT status FROM invoices WHERE tenant_id = $1 AND id = $2',
    [of.tenantId, of.invoiceId],
  );
  return row!.status;
}

export async function insertAddOn(
  addOn: { code: string; version: number; quantity: number },
  startsAt: Date,
  endsAt: Date,
): Promise<void> {
  await db().$executeRaw`
    INSERT INTO subscription_add_ons (tenant_id, id, code, version, quantity, starts_at, ends_at)
    VALUES (${tenant()}, ${uuidv7()}::uuid, ${addOn.code}, ${addOn.version}, ${addOn.quantity},
      ${startsAt}::timestamptz, ${endsAt}::timestamptz)`;
}

/** Closes the add-ons that ended until an instant; which ones. */
export async function endAddOns(at: Date): Promise<{ id: string; code: string; endsAt: Date }[]> {
  return db().$queryRaw`
    UPDATE subscription_add_ons SET ended_at = ${at}::timestamptz
    WHERE tenant_id = ${tenant()} AND ended_at IS NULL AND ends_at <= ${at}::timestamptz
    RETURNING id, code, ends_at AS "endsAt"`;
}

/** Tells the business something, once; false where it was told before. */
export async function insertNotice(kind: NoticeKind, about: Date, at: Date): Promise<boolean> {
  const count = await db().$executeRaw`
    INSERT INTO subscription_notices (tenant_id, id, kind, about, created_at)
    VALUES (${tenant()}, ${uuidv7()}::uuid, ${kind}, ${about}::timestamptz, ${at}::timestamptz) ON CONFLICT DO NOTHING`;
  return count > 0;
}

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  about: Date;
  createdAt: Date;
}

/** The last notices, newest first. */
export async function listNotices(since: Date, take: number): Promise<NoticeRow[]> {
  return db().$queryRaw`
    SELECT id, kind, about, created_at AS "createdAt" FROM subscription_notices
    WHERE tenant_id = ${tenant()} AND created_at >= ${since}::timestamptz ORDER BY created_at DESC, id DESC LIMIT ${take}`;
}

/** Tenants for whom a job may have something to do or to say: plan, end, change, add-on or invoice is due, or soon is. */
export async function findDueTenants(at: Date, soon: Date, reminded: Date): Promise<string[]> {
  const rows = await callAsPlatform<{ id: string }>(
    'subscriptions_due',
    `SELECT t.id FROM tenants t
     WHERE (t.subscription_ends_at BETWEEN $4 AND $2 AND t.status = 'ACTIVE')
        OR EXISTS (SELECT FROM subscriptions s WHERE s.tenant_id = t.id AND s.next_at <= $1)
        OR EXISTS (SELECT FROM invoices i WHERE i.tenant_id = t.id AND i.status = 'OPEN' AND i.due_at < $3)
        OR EXISTS (SELECT FROM subscription_add_ons a
                   WHERE a.tenant_id = t.id AND a.ended_at IS NULL AND a.ends_at BETWEEN $1 AND $3)
     ORDER BY t.id`,
    // Later than that, everything has been said.
    [at, soon, reminded, new Date(at.getTime() - 60 * 86_400_000)],
  );
  return rows.map(({ id }) => id);
}

export async function findTenantsOfEndedAddOns(at: Date): Promise<string[]> {
  const rows = await callAsPlatform<{ id: string }>(
    'add_ons_ended',
    'SELECT DISTINCT tenant_id AS id FROM subscription_add_ons WHERE ended_at IS NULL AND ends_at <= $1',
    [at],
  );
  return rows.map(({ id }) => id);
}

export async function findBusinessName(): Promise<string> {
  const [row] = await db().$queryRaw<{ name: string }[]>`SELECT name FROM tenants WHERE id = ${tenant()}`;
  return row!.name;
}
