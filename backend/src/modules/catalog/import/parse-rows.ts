import { isPlainLine, isPlainText } from '@meja/domain';
import type { FieldCode, TaxClass, Unit } from '@meja/domain';
import { MAX_MONEY } from '../../../platform/http';
import { cleanCell, isShortenedNumber, parseFlag, parsePrice, parseUnit } from './cell-values';
import type { Column, Header } from './columns';
import type { CsvRecord } from './upload';

export interface RowIssue {
  row: number;
  column: Column | null;
  code: FieldCode;
  params?: Record<string, string | number>;
  value: string | null;
}

export interface VariantCells {
  name: string;
  price: number;
  /** undefined: the file does not say. */
  sku: string | null | undefined;
  barcode: string | null | undefined;
}

/** One line understood. undefined: the file has no such column, so what is stored stays. */
export interface ImportRow {
  line: number;
  name: string;
  /** From the top down; null: none. */
  category: string[] | null | undefined;
  price: number;
  sku: string | null | undefined;
  barcode: string | null | undefined;
  variant: VariantCells | null;
  taxClass: string | null | undefined;
  unit: Unit | undefined;
  station: string | null | undefined;
  description: string | null | undefined;
  active: boolean | undefined;
}

const LONGEST: Partial<Record<Column, number>> = {
  name: 120,
  sku: 64,
  barcode: 64,
  variant: 80,
  variant_sku: 64,
  variant_barcode: 64,
  station: 60,
  description: 1000,
};
const LONGEST_CATEGORY = 80;

/** Reads the cells of one line and gathers what is wrong with them. */
class RowReader {
  readonly issues: RowIssue[] = [];

  constructor(
    private readonly record: CsvRecord,
    private readonly header: Header,
  ) {}

  refuse(column: Column, code: FieldCode, params?: Record<string, string | number>): void {
    const value = this.raw(column).slice(0, 200) || null;
    this.issues.push({ row: this.record.line, column, code, value, ...(params && { params }) });
  }

  has(column: Column): boolean {
    return this.header.index.has(column);
  }

  raw(column: Column): string {
    const index = this.header.index.get(column);
    return index === undefined ? '' : cleanCell(this.record.cells[index]);
  }

  /** undefined without the column, null for an empty cell. */
  text(column: Column): string | null | undefined {
    if (!this.has(column)) return undefined;
    const text = this.raw(column);
    const max = LONGEST[column];
    if (!(column === 'description' ? isPlainText : isPlainLine)(text))
      this.refuse(column, 'control_characters');
    else if (max && text.length > max) this.refuse(column, 'too_long', { max });
    return text || null;
  }

  code(column: Column): string | null | undefined {
    const text = this.text(column);
    if (text && isShortenedNumber(text)) this.refuse(column, 'invalid_format');
    return text;
  }

  price(column: Column): number | null {
    const text = this.raw(column);
    if (!text) return null;
    const price = parsePrice(text);
    if (price === null) this.refuse(column, /^-\s*\d/.test(text) ? 'too_small' : 'invalid_money', { min: 0 });
    else if (price > MAX_MONEY) this.refuse(column, 'too_large', { max: MAX_MONEY });
    return price;
  }

  category(): string[] | null | undefined {
    const text = this.text('category');
    if (!text) return text as null | undefined;
    const path = text.split(/\s+>\s+/).filter(Boolean);
    if (path.some((name) => name.length > LONGEST_CATEGORY)) {
      this.refuse('category', 'too_long', { max: LONGEST_CATEGORY });
    }
    return path;
  }

  /** A value by its meaning; an empty cell is left as the file not saying. */
  meaning<T>(column: Column, parse: (text: string) => T | null, code: FieldCode): T | undefined {
    const text = this.raw(column);
    if (!text) return undefined;
    const value = parse(text);
    if (value === null) this.refuse(column, code, { options: '' });
    return value ?? undefined;
  }
}

function readVariant(
  reader: RowReader,
  price: number,
  own: Pick<VariantCells, 'sku' | 'barcode'>,
): VariantCells | null {
  const name = reader.text('variant');
  if (!name) return null;
  return {
    name,
    price: reader.price('variant_price') ?? price,
    sku: reader.has('variant_sku') ? reader.code('variant_sku') : own.sku,
    barcode: reader.has('variant_barcode') ? reader.code('variant_barcode') : own.barcode,
  };
}

function taxClassOf(text: string, classes: readonly TaxClass[]): string | null {
  const word = text.toLowerCase();
  return (
    classes.find(({ code, name }) => code.toLowerCase() === word || name.toLowerCase() === word)?.code ?? null
  );
}

function readRow(record: CsvRecord, header: Header, classes: readonly TaxClass[]): ImportRow | RowIssue[] {
  const reader = new RowReader(record, header);
  const name = reader.text('name');
  if (!name) reader.refuse('name', 'required');
  const price = reader.price('price') ?? reader.price('variant_price');
  if (
    price === null &&
    !reader.issues.some(({ column }) => column === 'price' || column === 'variant_price')
  ) {
    reader.refuse('price', 'required');
  }
  const sku = reader.code('sku');
  const barcode = reader.code('barcode');
  const variant = readVariant(reader, price ?? 0, { sku, barcode });
  const row: ImportRow = {
    line: record.line,
    name: name ?? '',
    category: reader.category(),
    price: price ?? 0,
    // Without columns of their own, the codes in a variant's line are the variant's.
    sku: variant && !reader.has('variant_sku') ? undefined : sku,
    barcode: variant && !reader.has('variant_barcode') ? undefined : barcode,
    variant,
    taxClass: reader.has('tax_class') && !reader.raw('tax_class') ? null : undefined,
    unit: reader.meaning('unit', parseUnit, 'invalid_value'),
    station: reader.text('station'),
    description: reader.text('description'),
    active: reader.meaning('active', parseFlag, 'invalid_value'),
  };
  const taxText = reader.raw('tax_class');
  if (taxText) {
    const code = taxClassOf(taxText, classes);
    if (code) row.taxClass = code;
    else
      reader.refuse('tax_class', 'invalid_option', {
        options: classes.map((entry) => entry.code).join(', '),
      });
  }
  return reader.issues.length ? reader.issues : row;
}

/** Every line of a file by its columns: those understood, and what is wrong with the others. Pure. */
export function parseRows(
  records: readonly CsvRecord[],
  header: Header,
  classes: readonly TaxClass[],
): { rows: ImportRow[]; issues: RowIssue[] } {
  const rows: ImportRow[] = [];
  const issues: RowIssue[] = [];
  for (const record of records) {
    const result = readRow(record, header, classes);
    if (Array.isArray(result)) issues.push(...result);
    else rows.push(result);
  }
  return { rows, issues };
}
