import { foldName, isPlainLine, isPlainText } from '@meja/domain';
import type { FieldCode, ImportWarningCode, TaxClass, Unit } from '@meja/domain';
import type { Pieces } from '../../../lib/in-pieces';
import { MAX_MONEY } from '../../../platform/http';
import { readPath } from './category-path';
import { cleanCell, parseFlag, parsePrice, parseUnit } from './cell-values';
import { SPREADSHEET_ERROR, readCode } from './codes';
import type { CodeKind } from './codes';
import type { Column, Header } from './columns';
import type { CsvRecord } from './csv-reader';

export interface RowIssue {
  row: number;
  column: Column | null;
  code: FieldCode;
  params?: Record<string, string | number>;
  value: string | null;
}

/** What is doubtful in a cell and does not keep its row out. */
export interface RowWarning {
  row: number;
  column: Column;
  code: ImportWarningCode;
  params?: Record<string, string>;
  value: string;
}

export interface VariantCells {
  name: string;
  price: number;
  /** undefined: the file does not say; null: an empty cell. */
  sku: string | null | undefined;
  barcode: string | null | undefined;
}

/** One row understood. undefined: the file has no such column, so what is stored stays; null: an empty cell. */
export interface ImportRow {
  row: number;
  name: string;
  category: CategoryCell | null | undefined;
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

export interface CategoryCell {
  /** As the file has it. */
  text: string;
  /** From the top down. */
  path: string[];
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
  readonly warnings: RowWarning[] = [];

  constructor(
    private readonly record: CsvRecord,
    private readonly header: Header,
  ) {}

  refuse(column: Column, code: FieldCode, params?: Record<string, string | number>): void {
    const value = this.raw(column).slice(0, 200) || null;
    this.issues.push({ row: this.record.row, column, code, value, ...(params && { params }) });
  }

  warn(column: Column, code: ImportWarningCode, params?: Record<string, string>): void {
    const value = this.cell(column).slice(0, 200);
    this.warnings.push({ row: this.record.row, column, code, value, ...(params && { params }) });
  }

  has(column: Column): boolean {
    return this.header.index.has(column);
  }

  private cell(column: Column): string {
    return this.record.cells[this.header.index.get(column) ?? -1] ?? '';
  }

  raw(column: Column): string {
    return cleanCell(this.cell(column));
  }

  private checked(column: Column, text: string): string | null {
    const max = LONGEST[column];
    if (!(column === 'description' ? isPlainText : isPlainLine)(text))
      this.refuse(column, 'control_characters');
    else if (max && text.length > max) this.refuse(column, 'too_long', { max });
    return text || null;
  }

  /** undefined without the column, null for an empty cell. */
  text(column: Column): string | null | undefined {
    if (!this.has(column)) return undefined;
    const text = this.raw(column);
    if (SPREADSHEET_ERROR.test(text)) this.warn(column, 'spreadsheet_error');
    return this.checked(column, text);
  }

  /** As {@link text}, mended where a spreadsheet has changed it and that is certain. */
  code(column: Column, kind: CodeKind): string | null | undefined {
    if (!this.has(column)) return undefined;
    const { value, refusal, warning } = readCode(this.cell(column), kind);
    if (refusal) this.refuse(column, refusal);
    else if (warning) this.warn(column, warning.code, warning.params);
    return this.checked(column, value ?? '');
  }

  price(column: Column): number | null {
    const text = this.raw(column).replace(/^'\s*/, '');
    if (!text) return null;
    const price = parsePrice(text);
    if (price === null) this.refuse(column, /^-\s*\d/.test(text) ? 'too_small' : 'invalid_money', { min: 0 });
    else if (price > MAX_MONEY) this.refuse(column, 'too_large', { max: MAX_MONEY });
    return price;
  }

  category(): CategoryCell | null | undefined {
    const text = this.text('category');
    if (!text) return text as null | undefined;
    const path = readPath(text);
    if (path.some((name) => name.length > LONGEST_CATEGORY)) {
      this.refuse('category', 'too_long', { max: LONGEST_CATEGORY });
    }
    return path.length ? { text, path } : null;
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
    sku: reader.has('variant_sku') ? reader.code('variant_sku', 'sku') : own.sku,
    barcode: reader.has('variant_barcode') ? reader.code('variant_barcode', 'barcode') : own.barcode,
  };
}

function taxClassOf(text: string, classes: readonly TaxClass[]): string | null {
  const word = foldName(text);
  return classes.find(({ code, name }) => foldName(code) === word || foldName(name) === word)?.code ?? null;
}

function readRow(reader: RowReader, number: number, classes: readonly TaxClass[]): ImportRow {
  const name = reader.text('name');
  if (!name) reader.refuse('name', 'required');
  const price = reader.price('price') ?? reader.price('variant_price');
  if (
    price === null &&
    !reader.issues.some(({ column }) => column === 'price' || column === 'variant_price')
  ) {
    reader.refuse('price', 'required');
  }
  const sku = reader.code('sku', 'sku');
  const barcode = reader.code('barcode', 'barcode');
  const variant = readVariant(reader, price ?? 0, { sku, barcode });
  const row: ImportRow = {
    row: number,
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
  return row;
}

export interface ParsedRows {
  rows: ImportRow[];
  issues: RowIssue[];
  warnings: RowWarning[];
}

/** Every row of a file by its columns: those understood, what is wrong with the others, what is doubtful. Pure. */
export function* parseRows(
  records: readonly CsvRecord[],
  header: Header,
  classes: readonly TaxClass[],
): Pieces<ParsedRows> {
  const parsed: ParsedRows = { rows: [], issues: [], warnings: [] };
  for (const record of records) {
    yield;
    const reader = new RowReader(record, header);
    const row = readRow(reader, record.row, classes);
    if (reader.issues.length) parsed.issues.push(...reader.issues);
    else parsed.rows.push(row);
    parsed.warnings.push(...reader.warnings);
  }
  return parsed;
}
