import { v7 as uuidv7 } from 'uuid';
import { callAsApp } from '../../platform/db';
import { NUMBER_TOKEN, eventRows } from './order-work';
import type { OrderWork } from './order-work';
import type { OrderDocument } from './orders.rows';

export type WriteOutcome =
  | { outcome: 'created' | 'changed'; number: number }
  | { outcome: 'replayed'; status: number; body: string; request_hash: string }
  | { outcome: 'exists'; number: number; request_hash: string }
  | { outcome: 'in_progress' | 'stale_menu' | 'shift_not_open' | 'version_conflict' };

export interface WriteRequest {
  tenantId: string;
  work: OrderWork;
  ownEvent: 'order.created' | 'order.updated' | 'order.voided';
  /** The version of the menu it was priced from; null where the menu was not asked. */
  catalogVersion: number | null;
  shift: { required: boolean } | null;
  /** The answer, with the token in the place of the number. */
  body: string;
  idempotency: { key: string; method: string; path: string; requestHash: string; status: number } | null;
  audits: object[];
}

/** Writes one change of an order, with all that goes with it, in one statement. */
export async function writeOrder(request: WriteRequest): Promise<WriteOutcome> {
  const { work, idempotency } = request;
  const { order, items } = work.document;
  const known = new Set(work.before?.items.map(({ id }) => id));
  const payload = {
    tenantId: request.tenantId,
    expectedVersion: work.before?.order.version ?? null,
    catalogVersion: request.catalogVersion,
    shift: request.shift && {
      outletId: order.outlet_id,
      cashierId: work.actor.userId,
      required: request.shift.required,
    },
    token: NUMBER_TOKEN,
    idempotency,
    order,
    insertItems: items.filter(({ id }) => !known.has(id)),
    updateItems: work.before ? items.filter(({ id }) => known.has(id)) : [],
    payments: work.payments,
    entries: work.postings.map(({ entry }) => entry),
    lines: work.postings.flatMap(({ lines }) => lines),
    tickets: work.tickets,
    ticketItems: work.ticketItems,
    voidedItems: work.voidedItems,
    changedItems: work.changedItems,
    events: eventRows(work, request.ownEvent),
    ticketEventIds: (work.before?.items ?? []).map(() => uuidv7()),
    audits: request.audits,
  };
  const [row] = await callAsApp<WriteOutcome>(
    request.tenantId,
    'write_order',
    'SELECT * FROM write_order($1::jsonb, $2)',
    [JSON.stringify(payload), request.body],
  );
  return row!;
}

/** One order with everything on it, or null where the tenant has none of this id. */
export async function readOrder(tenantId: string, id: string): Promise<OrderDocument | null> {
  const [row] = await callAsApp<{ document: OrderDocument | null }>(
    tenantId,
    'read_order',
    'SELECT read_order($1, $2) AS document',
    [tenantId, id],
  );
  return row?.document ?? null;
}
