import type { ChargeBank, ChargeMethod, ChargeStatus } from '@meja/domain';
import { db, dbTenantId } from '../../../platform/db';
import { callAsPlatform } from '../../../platform/db/platform-door';
import type { Instructions } from '../../../platform/gateway';

export interface ChargeRow {
  tenantId: string;
  id: string;
  invoiceId: string;
  accountId: string;
  orderId: string;
  method: ChargeMethod;
  bank: ChargeBank | null;
  amount: number;
  status: ChargeStatus;
  providerId: string | null;
  instructions: Instructions | null;
  failure: string | null;
  createdAt: Date;
  expiresAt: Date;
  settledAt: Date | null;
  checks: number;
}

type Stored = Omit<ChargeRow, 'amount'> & { amount: string };

const COLUMNS = `c.tenant_id AS "tenantId", c.id, c.invoice_id AS "invoiceId", c.account_id AS "accountId",
  c.order_id AS "orderId", c.method, c.bank, c.amount::text, c.status, c.provider_id AS "providerId", c.instructions,
  c.failure, c.created_at AS "createdAt", c.expires_at AS "expiresAt", c.settled_at AS "settledAt", c.checks`;
const CHARGE = `SELECT ${COLUMNS} FROM invoice_charges c`;
const read = (row: Stored): ChargeRow => ({ ...row, amount: Number(row.amount) });
const first = (rows: Stored[]): ChargeRow | null => (rows[0] ? read(rows[0]) : null);

/** The last try to pay an invoice. */
export const findLastCharge = async (tenantId: string, invoiceId: string): Promise<ChargeRow | null> =>
  first(
    await callAsPlatform<Stored>(
      'charge_last',
      `${CHARGE} WHERE c.tenant_id = $1 AND c.invoice_id = $2 ORDER BY c.created_at DESC, c.id DESC LIMIT 1`,
      [tenantId, invoiceId],
    ),
  );

/** The try of an invoice that somebody may still pay. */
export const findLiveCharge = async (tenantId: string, invoiceId: string): Promise<ChargeRow | null> =>
  first(
    await callAsPlatform<Stored>(
      'charge_live',
      `${CHARGE} WHERE c.tenant_id = $1 AND c.invoice_id = $2 AND c.status IN ('CREATING','PENDING')`,
      [tenantId, invoiceId],
    ),
  );

/** By our own id, else by the gateway's: some wallets are told under another order's id than status calls use. */
export const findChargeOf = async (orderId: string, providerId: string): Promise<ChargeRow | null> =>
  first(
    await callAsPlatform<Stored>(
      'charge_of',
      `(${CHARGE} WHERE c.order_id = $1 LIMIT 1) UNION ALL (${CHARGE} WHERE c.provider_id = $2 LIMIT 1) LIMIT 1`,
      [orderId, providerId],
    ),
  );

/** A charge of the open transaction's tenant, held until the commit. */
export const lockCharge = async (id: string): Promise<ChargeRow | null> =>
  first(
    await callAsPlatform<Stored>('charge_lock', `${CHARGE} WHERE c.tenant_id = $1 AND c.id = $2 FOR UPDATE`, [
      dbTenantId(),
      id,
    ]),
  );

export type NewCharge = Pick<
  ChargeRow,
  'id' | 'invoiceId' | 'accountId' | 'orderId' | 'method' | 'bank' | 'amount' | 'createdAt' | 'expiresAt'
>;

/** Writes a charge of the open transaction's tenant, before the gateway hears of it. */
export async function insertCharge(charge: NewCharge, nextCheckAt: Date): Promise<void> {
  const { id, invoiceId, accountId, orderId, method, bank, amount, createdAt, expiresAt } = charge;
  await db().$executeRaw`
    INSERT INTO invoice_charges (tenant_id, id, invoice_id, account_id, order_id, method, bank, amount, created_at,
      expires_at, next_check_at)
    VALUES (${dbTenantId()}::uuid, ${id}::uuid, ${invoiceId}::uuid, ${accountId}::uuid, ${orderId}, ${method}, ${bank},
      ${amount}::bigint, ${createdAt}::timestamptz, ${expiresAt}::timestamptz, ${nextCheckAt}::timestamptz)`;
}

/** Notes what the gateway made. Whoever was faster to hear that it was paid keeps that. */
export async function saveMade(
  { tenantId, id }: ChargeRow,
  { providerId, instructions }: { providerId: string; instructions: Instructions },
  nextCheckAt: Date,
): Promise<void> {
  await callAsPlatform(
    'charge_made',
    `UPDATE invoice_charges SET provider_id = coalesce(provider_id, $3), instructions = $4::jsonb,
       status = CASE WHEN status = 'CREATING' THEN 'PENDING' ELSE status END,
       next_check_at = CASE WHEN status = 'CREATING' THEN $5::timestamptz ELSE next_check_at END
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, providerId, JSON.stringify(instructions), nextCheckAt],
  );
}

/** Notes that there is nothing at the gateway, and why. */
export async function saveFailed({ tenantId, id }: ChargeRow, failure: string, at: Date): Promise<void> {
  await callAsPlatform(
    'charge_failed',
    `UPDATE invoice_charges SET status = 'FAILED', failure = $3, settled_at = $4, next_check_at = NULL
     WHERE tenant_id = $1 AND id = $2 AND status IN ('CREATING','PENDING')`,
    [tenantId, id, failure, at],
  );
}

/** Moves a charge on, under its lock. */
export async function saveStatus(
  { tenantId, id }: ChargeRow,
  next: { status: ChargeStatus; providerId: string; amount: number; at: Date; nextCheckAt: Date | null },
): Promise<void> {
  await callAsPlatform(
    'charge_status',
    `UPDATE invoice_charges SET status = $3, provider_id = coalesce(provider_id, $4), settled_at = $5,
       failure = CASE WHEN $3 = 'FAILED' THEN coalesce(failure, 'denied') ELSE failure END,
       paid_amount = CASE WHEN $3 = 'PAID' THEN $6::numeric ELSE paid_amount END, next_check_at = $7
     WHERE tenant_id = $1 AND id = $2`,
    [
      tenantId,
      id,
      next.status,
      next.providerId,
      next.status === 'PENDING' ? null : next.at,
      String(next.amount),
      next.nextCheckAt,
    ],
  );
}

/** When the gateway is asked again; null: no more. */
export async function scheduleCheck({ tenantId, id }: ChargeRow, at: Date | null): Promise<void> {
  await callAsPlatform(
    'charge_next',
    'UPDATE invoice_charges SET next_check_at = $3 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, at],
  );
}

/** Takes charges whose turn to be asked about has come; nobody else sees them until `lease`. */
export async function claimDueCharges(at: Date, lease: Date, take: number): Promise<ChargeRow[]> {
  const rows = await callAsPlatform<Stored>(
    'charges_due',
    `UPDATE invoice_charges c SET next_check_at = $2, checks = c.checks + 1
     WHERE (c.tenant_id, c.id) IN (
       SELECT tenant_id, id FROM invoice_charges WHERE next_check_at <= $1
       ORDER BY next_check_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [at, lease, take],
  );
  return rows.map(read);
}

export interface TenantChargeRow extends ChargeRow {
  tenantName: string;
  gateway: string;
  year: number;
  seq: number;
}

/** Charges of every tenant after a place, newest first. */
export async function listAllCharges(
  status: ChargeStatus | null,
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<TenantChargeRow[]> {
  const rows = await callAsPlatform<Stored & Omit<TenantChargeRow, 'amount'>>(
    'charges_of_all',
    `SELECT ${COLUMNS}, t.name AS "tenantName", g.gateway, i.year, i.seq
     FROM invoice_charges c JOIN tenants t ON t.id = c.tenant_id JOIN service_gateways g ON g.id = c.account_id
     JOIN invoices i ON i.tenant_id = c.tenant_id AND i.id = c.invoice_id
     WHERE ($1::text IS NULL OR c.status = $1) AND ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2, $3::uuid))
     ORDER BY c.created_at DESC, c.id DESC LIMIT $4`,
    [status, after?.createdAt ?? null, after?.id ?? null, take],
  );
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

export interface OrderOwner {
  orderId: string;
  tenantName: string;
  year: number;
  seq: number;
}

/** Whose invoices some orders are of. */
export const findOrderOwners = (orderIds: readonly string[]): Promise<OrderOwner[]> =>
  callAsPlatform(
    'charges_owners',
    `SELECT c.order_id AS "orderId", t.name AS "tenantName", i.year, i.seq
     FROM invoice_charges c JOIN tenants t ON t.id = c.tenant_id
     JOIN invoices i ON i.tenant_id = c.tenant_id AND i.id = c.invoice_id WHERE c.order_id = ANY($1)`,
    [orderIds],
  );
