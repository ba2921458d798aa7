import type { OrderSummaryDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { pageOf, patchPages, putPage, type SalesPages } from '../patch-sales';

const row = (number: number, more: Partial<OrderSummaryDto> = {}) =>
  ({
    id: `o${number}`,
    number: String(number),
    version: 1,
    status: 'OPEN',
    total: 1_000,
    ...more,
  }) as OrderSummaryDto;
const rows = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => row(from - at));
/** Nine orders, newest first, three to a page, and more behind. */
const nine = (): SalesPages => ({
  pages: [
    { rows: rows(9, 7), nextCursor: 'after 7' },
    { rows: rows(6, 4), nextCursor: 'after 4' },
    { rows: rows(3, 1), nextCursor: 'after 1' },
  ],
  pageParams: [null, 'after 7', 'after 4'],
});
const event = (number: number, more: object = {}) => ({
  orderId: `o${number}`,
  number: String(number),
  status: 'COMPLETED' as const,
  paymentStatus: 'PAID' as const,
  total: 2_000,
  version: 2,
  type: 'TAKEAWAY' as const,
  ...more,
});
const numbers = ({ pages }: SalesPages) =>
  pages.map((page) => page.rows.map(({ number }) => number).join(' '));

describe('T-48 rows follow events', () => {
  test('T-48 what an event tells is in its row alone; an older event tells nothing', () => {
    const before = nine();
    const after = patchPages(before, event(5));
    expect(after.pages[1]!.rows[1]).toMatchObject({ status: 'COMPLETED', total: 2_000, version: 2 });
    expect(after.pages[0]).toBe(before.pages[0]);
    expect(after.pages[1]!.rows[0]).toBe(before.pages[1]!.rows[0]);
    expect(patchPages(after, event(5, { total: 9, version: 2 }))).toBe(after);
    expect(patchPages(before, event(99))).toBe(before);
  });

  test('T-48 an order is on the page that has it; one that is on none belongs to the first', () => {
    expect([pageOf(nine(), 'o2'), pageOf(nine(), 'o99')]).toEqual([2, 0]);
  });
});

describe('T-48 a page that is read again', () => {
  test('T-48 new orders push others off the first page, and none is lost or doubled', () => {
    const after = putPage(nine(), 0, { rows: rows(11, 9), nextCursor: 'after 9' });
    expect(numbers(after)).toEqual(['11 10 9 8 7', '6 5 4', '3 2 1']);
    expect(after.pages[0]!.nextCursor).toBe('after 7');
    expect(after.pageParams).toEqual([null, 'after 7', 'after 4']);
  });

  test('T-48 what no longer fits the filter is gone; what moved up is not shown twice', () => {
    const after = putPage(nine(), 1, { rows: [row(6), row(4), row(3)], nextCursor: 'after 3' });
    expect(numbers(after)).toEqual(['9 8 7', '6 4', '3 2 1']);
    expect(after.pages[1]!.nextCursor).toBe('after 4');
    const first = putPage(nine(), 0, { rows: [row(9), row(7), row(6)], nextCursor: 'after 6' });
    expect(numbers(first)).toEqual(['9 7', '6 5 4', '3 2 1']);
  });

  test('T-48 an event that overtook the reading stands', () => {
    const told = patchPages(nine(), event(8, { version: 5 }));
    const after = putPage(told, 0, { rows: [row(9), row(8, { version: 3 }), row(7)], nextCursor: 'after 7' });
    expect(after.pages[0]!.rows[1]).toMatchObject({ version: 5, status: 'COMPLETED' });
    const newer = putPage(told, 0, { rows: [row(9), row(8, { version: 6 }), row(7)], nextCursor: 'after 7' });
    expect(newer.pages[0]!.rows[1]).toMatchObject({ version: 6 });
  });

  test('T-48 where too much has happened, and where the first page is all there is, the list begins anew', () => {
    const later = { rows: rows(30, 28), nextCursor: 'after 28' };
    expect(putPage(nine(), 0, later)).toEqual({ pages: [later], pageParams: [null] });
    const all = { rows: rows(2, 1), nextCursor: null };
    expect(putPage(nine(), 0, all)).toEqual({ pages: [all], pageParams: [null] });
    const grown: SalesPages = { pages: [{ rows: rows(9, 1), nextCursor: null }], pageParams: [null] };
    const top = { rows: rows(11, 9), nextCursor: 'after 9' };
    expect(putPage(grown, 0, top)).toEqual({ pages: [top], pageParams: [null] });
  });

  test('T-48 the last page takes the end that it has now', () => {
    const after = putPage(nine(), 2, { rows: rows(3, 1), nextCursor: null });
    expect(after.pages[2]!.nextCursor).toBeNull();
  });
});
