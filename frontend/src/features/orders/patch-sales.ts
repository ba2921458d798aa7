import type { OrderSummaryDto } from '@meja/domain';
import type { Page } from '@/shared/api';
import { type OrderData, patchRows } from '@/shared/realtime';

/** Pages of a list as they were loaded, each with the cursor it was asked for by. */
export interface SalesPages {
  pages: Page<OrderSummaryDto>[];
  pageParams: (string | null)[];
}

/** The place of the page that has an order; the first for one that is on none, where what is new comes. Pure. */
export function pageOf({ pages }: SalesPages, orderId: string): number {
  return Math.max(
    0,
    pages.findIndex(({ rows }) => rows.some(({ id }) => id === orderId)),
  );
}

/** Pages with what an event tells of a row. Pure. */
export function patchPages(list: SalesPages, data: OrderData): SalesPages {
  const at = pageOf(list, data.orderId);
  const page = list.pages[at];
  const rows = page && patchRows(page.rows, data);
  if (!page || rows === page.rows) return list;
  return { ...list, pages: list.pages.with(at, { ...page, rows: rows ?? [] }) };
}

/** Of two readings of a row the newer: an event may have overtaken what was asked for before it. */
function newest(rows: OrderSummaryDto[], known: OrderSummaryDto[]): OrderSummaryDto[] {
  const before = new Map(known.map((row) => [row.id, row]));
  return rows.map((row) => {
    const other = before.get(row.id);
    return other && other.version > row.version ? other : row;
  });
}

/**
 * Pages with one of them as it was read again. On top of the first come new orders, which push others off its end: those
 * stay, so that no hole opens before the second. Where nothing it holds is known, too much has happened: the list begins
 * anew with it. Pure.
 */
export function putPage(list: SalesPages, at: number, fresh: Page<OrderSummaryDto>): SalesPages {
  const old = list.pages[at];
  if (!old) return list;
  const isRead = new Set(fresh.rows.map(({ id }) => id));
  const isLater = new Set(list.pages.slice(at + 1).flatMap(({ rows }) => rows.map(({ id }) => id)));
  const lastKnown = old.rows.findLastIndex(({ id }) => isRead.has(id));
  if (at === 0 && (lastKnown < 0 || fresh.nextCursor === null)) {
    return { pages: [{ ...fresh, rows: newest(fresh.rows, old.rows) }], pageParams: [null] };
  }
  // A list that nobody went on with does not grow with the day.
  if (list.pages.length === 1 && old.rows.length > 2 * fresh.rows.length)
    return { pages: [fresh], pageParams: [null] };
  // The page as it was asked for ends where it always did; of the first, what it no longer reaches follows.
  const pushedOff = at === 0 ? old.rows.slice(lastKnown + 1).filter(({ id }) => !isRead.has(id)) : [];
  const rows = [...newest(fresh.rows, old.rows).filter(({ id }) => !isLater.has(id)), ...pushedOff];
  const isLast = at === list.pages.length - 1 && pushedOff.length === 0;
  const nextCursor = isLast ? fresh.nextCursor : old.nextCursor;
  return { ...list, pages: list.pages.with(at, { rows, nextCursor }) };
}
