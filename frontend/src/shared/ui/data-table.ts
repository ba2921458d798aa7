export interface TableColumn<T> {
  /** Name of the column; its slot is `cell-<key>`. */
  key: string;
  label: string;
  align?: 'start' | 'end' | 'center';
  /** What a cell shows where it has no slot. */
  text?: (row: T) => string | number | null | undefined;
  /** Makes the column sortable: what rows are compared by. */
  sort?: (row: T) => string | number | boolean | null | undefined;
  /** Any CSS width. */
  width?: string;
  /** Left out on screens narrower than this. */
  from?: 'sm' | 'md' | 'lg';
}

export const TABLE_FROM = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' } as const;
export const TABLE_ALIGN = { start: 'text-start', end: 'text-end', center: 'text-center' } as const;

type Comparable = string | number | boolean | null | undefined;

/** Orders two cells: empty ones last, numbers by size, words as the language orders them. */
export function compareCells(a: Comparable, b: Comparable, locale: string): number {
  if (a == null || a === '') return b == null || b === '' ? 0 : 1;
  if (b == null || b === '') return -1;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, locale, { numeric: true });
  return Number(a) - Number(b);
}

/** Rows by a `key` or `-key` (descending) of the address; unknown or empty keeps their order. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  by: string,
  locale: string,
): T[] {
  const isDescending = by.startsWith('-');
  const sort = columns.find((column) => column.key === by.replace(/^-/, ''))?.sort;
  if (!sort) return [...rows];
  return [...rows].sort((a, b) => {
    const order = compareCells(sort(a), sort(b), locale);
    const isEmpty = sort(a) == null || sort(b) == null;
    return isDescending && !isEmpty ? -order : order;
  });
}
