import type { ImportEmptyCellsDto } from '@meja/domain';
import type { Column, Header } from './columns';

/** Columns whose empty cells may take a value away; elsewhere there is always a value. */
export const CLEARABLE = [
  'category',
  'sku',
  'barcode',
  'variant_sku',
  'variant_barcode',
  'tax_class',
  'station',
  'description',
] as const satisfies readonly Column[];
export type Clearable = (typeof CLEARABLE)[number];

/** What empty cells do: a value stays unless its column is to be cleared. Counts the values they stand for. */
export class EmptyCells {
  private readonly counts = new Map<Clearable, number>();

  constructor(
    private readonly header: Header,
    private readonly clear: ReadonlySet<Clearable>,
  ) {}

  /** What becomes of a value: `undefined` where the file does not say, null for an empty cell. */
  settle<T>(column: Clearable, cell: T | null | undefined, present: T | null): T | null {
    if (cell === undefined) return present;
    if (cell !== null || present === null) return cell;
    // Without columns of their own, the codes in a variant's row are the variant's.
    const own = this.header.index.has(column) ? column : (column.replace('variant_', '') as Clearable);
    this.counts.set(own, (this.counts.get(own) ?? 0) + 1);
    return this.clear.has(own) ? null : present;
  }

  summary(): ImportEmptyCellsDto[] {
    return [...this.counts].map(([column, count]) => ({
      column,
      title: this.header.titles.get(column) ?? column,
      count,
      cleared: this.clear.has(column),
    }));
  }
}
