import { v7 as uuidv7 } from 'uuid';
import type { FindingKind } from '@meja/domain';
import { now } from '../clock';
import { callAsPlatform } from '../db/platform-door';
import type { GatewayName } from './gateway.types';

export interface NewFinding {
  kind: FindingKind;
  gateway: GatewayName;
  orderId: string;
  providerId: string;
  amount: number;
}

export interface FindingRow extends NewFinding {
  id: string;
  foundAt: Date;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  note: string | null;
}

type Row = Omit<FindingRow, 'amount'> & { amount: string };
const read = (row: Row): FindingRow => ({ ...row, amount: Number(row.amount) });
const FINDING = `
  SELECT id, kind, gateway, order_id AS "orderId", provider_id AS "providerId", amount::text, found_at AS "foundAt",
         resolved_at AS "resolvedAt", resolved_by AS "resolvedBy", note FROM payment_findings`;

/** Writes down money that does not fit, once; joins a transaction of the platform's role. */
export async function noteFinding({ kind, gateway, orderId, providerId, amount }: NewFinding): Promise<void> {
  await callAsPlatform(
    'finding_note',
    `INSERT INTO payment_findings (id, kind, gateway, order_id, provider_id, amount, found_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [uuidv7(), kind, gateway, orderId, providerId, String(amount), now()],
  );
}

/** Findings after a place, newest first; `open` alone where it is asked for. */
export async function listFindings(
  open: boolean,
  take: number,
  after: { createdAt: Date; id: string } | null,
): Promise<FindingRow[]> {
  const rows = await callAsPlatform<Row>(
    'findings_list',
    `${FINDING} WHERE (NOT $1::boolean OR resolved_at IS NULL)
       AND ($2::timestamptz IS NULL OR (found_at, id) < ($2, $3::uuid))
     ORDER BY found_at DESC, id DESC LIMIT $4`,
    [open, after?.createdAt ?? null, after?.id ?? null, take],
  );
  return rows.map(read);
}

/** Notes that a person has dealt with it; the first one's word stays. Null where there is none. */
export async function resolveFinding(id: string, by: string, note: string): Promise<FindingRow | null> {
  await callAsPlatform(
    'finding_resolve',
    'UPDATE payment_findings SET resolved_at = $2, resolved_by = $3, note = $4 WHERE id = $1 AND resolved_at IS NULL',
    [id, now(), by, note],
  );
  const [row] = await callAsPlatform<Row>('finding_of', `${FINDING} WHERE id = $1`, [id]);
  return row ? read(row) : null;
}
