import { v7 as uuidv7 } from 'uuid';
import { now } from '../clock';
import { callAsPlatform } from '../db/platform-door';
import type { GatewayName, GatewayNotice } from './gateway.types';

export interface StoredNotice extends GatewayNotice {
  id: string;
  gateway: GatewayName;
  tries: number;
}

type Row = Omit<StoredNotice, 'amount'> & { amount: string };

const COLUMNS = `id, gateway, order_id AS "orderId", provider_id AS "providerId", state AS status, amount::text, tries`;
const read = (row: Row): StoredNotice => ({ ...row, amount: Number(row.amount) });
/** Whoever took a notice up and has not said what became of it by then gives it up to another. */
const LEASE_MS = 60_000;
const later = (ms: number) => new Date(now().getTime() + ms);

/** Writes a notice down, once however often it comes; the row where it is news, else null. */
export async function noteNotice(
  gateway: GatewayName,
  { orderId, providerId, status, amount }: GatewayNotice,
  digest: string,
): Promise<StoredNotice | null> {
  const [row] = await callAsPlatform<Row & { times: number }>(
    'notice_note',
    `INSERT INTO gateway_notices (id, gateway, order_id, provider_id, state, amount, digest, received_at, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (digest) DO UPDATE SET times = gateway_notices.times + 1
     RETURNING ${COLUMNS}, times`,
    [uuidv7(), gateway, orderId, providerId, status, String(amount), digest, now(), later(LEASE_MS)],
  );
  const { times, ...notice } = row!;
  return times === 1 ? read(notice) : null;
}

/** Takes notices whose turn has come, the oldest first: nobody else sees them for a while. */
export async function claimNotices(take: number): Promise<StoredNotice[]> {
  const rows = await callAsPlatform<Row>(
    'notices_claim',
    `UPDATE gateway_notices SET next_at = $2, tries = tries + 1 WHERE id IN (
       SELECT id FROM gateway_notices WHERE next_at <= $1 ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now(), later(LEASE_MS), take],
  );
  return rows.map(read);
}

/** What became of a notice; it is not looked at again. */
export async function endNotice(id: string, outcome: string): Promise<void> {
  await callAsPlatform(
    'notice_end',
    'UPDATE gateway_notices SET next_at = NULL, outcome = $2 WHERE id = $1',
    [id, outcome],
  );
}

/** Deletes notices that were dealt with before an instant; how many. */
export async function deleteNotices(before: Date): Promise<number> {
  const gone = await callAsPlatform(
    'notices_purge',
    'DELETE FROM gateway_notices WHERE received_at < $1 AND next_at IS NULL RETURNING 1',
    [before],
  );
  return gone.length;
}
