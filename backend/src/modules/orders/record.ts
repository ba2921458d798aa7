import { newId as uuidv7 } from '../../lib/id';
import { auditRow } from '../../platform/audit';
import { packAnswer, referenceTo } from '../../platform/http';
import { entryWithLines } from '../ledger';
import type { Effects } from './effects';
import type { OrderWork } from './order-work';
import { stepsToKeep, taxToKeep } from './orders.pricing';
import type { OrderItemRow } from './orders.rows';

/** Stands for the order's number until the database has given it; random, so that no text can be mistaken for it. */
export const NUMBER_TOKEN = `number-${uuidv7()}`;

/** What is kept under a key: the answer's text, with the token in the place of a new order's number. */
export interface KeptAnswer {
  key: string;
  method: string;
  path: string;
  requestHash: string;
  status: number;
  body: string;
}

/** The tables' names in the call of `record_orders`. */
export type Table =
  | 'lines'
  | 'lineChanges'
  | 'payments'
  | 'entries'
  | 'orders'
  | 'tickets'
  | 'ticketItems'
  | 'events'
  | 'audits'
  | 'answers'
  | 'orderChanges';

/** One change of one order with all that goes with it, as JSON that only lacks its place in the call. */
export interface Recordable {
  tenantId: string;
  orderId: string;
  isNew: boolean;
  key: string | null;
  head: object;
  rows: Partial<Record<Table, string[]>>;
  /** What stands beside the kept answer; '' where none is kept. */
  body: string;
}

export interface RecordOptions {
  /** The version of the menu it was priced from; null where the menu was not asked. */
  menu: number | null;
  /** Money comes in: it belongs to the open shift of whoever takes it. */
  shift: { required: boolean } | null;
  keep: KeptAnswer | null;
}

/** Rows as the call carries them; `n` is put in when the place is known. */
const textsOf = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row));

function putRows(rows: Recordable['rows'], table: Table, added: readonly object[]): void {
  if (added.length > 0) rows[table] = textsOf(added);
}

/** Money is of its order's outlet, which the database knows. */
const ofTheOrder = <R extends { outlet_id: string }>({ outlet_id: _, ...row }: R): Omit<R, 'outlet_id'> =>
  row;

/** Makes of a work and its effects what {@link recordOrders} takes. The audit's rows name the context's actor. */
export function recordable(
  tenantId: string,
  work: OrderWork,
  effects: Effects,
  { menu, shift, keep }: RecordOptions,
): Recordable {
  const { order, items } = work.document;
  const at = work.at.toISOString();
  const rows: Recordable['rows'] = {};
  const known = new Map(work.before?.items.map((item) => [item.id, item]));
  const stored = (item: OrderItemRow) => ({ ...item, tax_definition: taxToKeep(work.document, item) });
  const added = items.filter(({ id }) => !known.has(id));
  putRows(rows, 'lines', added.map(stored));
  const changed = items.filter((item) => {
    const was = known.get(item.id);
    return was !== undefined && was !== item && JSON.stringify(was) !== JSON.stringify(item);
  });
  putRows(rows, 'lineChanges', changed.map(stored));
  const paid = new Set(work.before?.payments.map(({ id }) => id));
  putRows(rows, 'payments', work.document.payments.filter(({ id }) => !paid.has(id)).map(ofTheOrder));
  putRows(rows, 'entries', effects.postings.map(entryWithLines).map(ofTheOrder));
  if (effects.tickets.length > 0) {
    putRows(rows, 'tickets', effects.tickets);
    putRows(rows, 'ticketItems', effects.ticketItems);
  }
  putRows(
    rows,
    'events',
    effects.events.map(({ type, data, numberKey }) => ({
      id: uuidv7(),
      type,
      data,
      number_key: numberKey,
      occurred_at: at,
    })),
  );
  putRows(
    rows,
    'audits',
    effects.audits.map((entry) => auditRow(tenantId, entry)),
  );
  if (keep) {
    const { key, method, path, requestHash, status } = keep;
    const packed = packAnswer(keep.body, NUMBER_TOKEN).toString('base64');
    putRows(rows, 'answers', [{ key, method, path, request_hash: requestHash, status, packed }]);
  }
  const row = { ...order, steps: stepsToKeep(work.document, work.before === null) };
  if (work.before) putRows(rows, 'orderChanges', [{ row, follow: followOf(work, effects) }]);
  else putRows(rows, 'orders', [row]);
  return {
    tenantId,
    orderId: order.id,
    isNew: work.before === null,
    key: keep?.key ?? null,
    head: {
      tenant: tenantId,
      order: order.id,
      isNew: work.before === null,
      version: work.before?.order.version ?? null,
      menu,
      outlet: shift && order.outlet_id,
      cashier: shift && work.actor.userId,
      needsShift: shift?.required ?? false,
      key: keep?.key ?? null,
    },
    rows,
    body: keep ? referenceTo(order.id) : '',
  };
}

/** What earlier tickets of the order follow; null where there can be none, or nothing that they show has changed. */
function followOf({ before, document }: OrderWork, effects: Effects): object | null {
  const { order } = document;
  const { voidedItems, changedItems, tickets } = effects;
  const sent = before!.items.filter(({ sent_at, station_id }) => sent_at !== null && station_id !== null);
  const was = before!.order;
  const moves =
    order.type !== was.type || order.table_name !== was.table_name || order.queue_name !== was.queue_name;
  if (sent.length === 0 || (!moves && voidedItems.length === 0 && changedItems.length === 0)) return null;
  return {
    order: {
      id: order.id,
      type: order.type,
      table_name: order.table_name,
      queue_name: order.queue_name,
    },
    newTickets: tickets.map(({ id }) => id),
    voidedItems,
    changedItems,
    eventIds: sent.map(() => uuidv7()),
  };
}
