import {
  type ImportEmptyCellsDto,
  type ImportErrorDto,
  type ImportResultDto,
  type ImportWarningDto,
  type Language,
  neutralise,
} from '@meja/domain';

export interface ImportPreview {
  total: number;
  created: number;
  updated: number;
  /** Rows that can't be taken in. */
  failed: number;
  /** What is wrong with rows, by row. */
  errors: ImportErrorDto[];
  /** What is doubtful and comes in all the same, by row. */
  warnings: ImportWarningDto[];
  warningsAreCut: boolean;
  /** Columns with empty cells where the product has a value. */
  emptyCells: ImportEmptyCellsDto[];
  /** Columns of the file that mean nothing here; no row fails by them. */
  unknownColumns: string[];
  /** What pressing «import» would do: everything, the right rows only, or nothing at all. */
  mode: 'all' | 'valid' | null;
  /** More errors than the answer lists. */
  isCut: boolean;
}

/** The server lists no more than this. */
const LISTED_MAX = 1_000;

const byPlace = (a: { row: number; column: string | null }, b: typeof a): number =>
  a.row - b.row || (a.column ?? '').localeCompare(b.column ?? '');

/** Makes the server's answer to a dry run readable. */
export function importPreview(result: ImportResultDto): ImportPreview {
  const unknownColumns = result.errors
    .filter(({ code }) => code === 'unknown_column')
    .map(({ column, value }) => column ?? value ?? '');
  const errors = result.errors.filter(({ code }) => code !== 'unknown_column').sort(byPlace);
  const taken = result.created + result.updated;
  const mode = taken === 0 ? null : result.failed > 0 || errors.length > 0 ? 'valid' : 'all';
  return {
    total: result.total,
    created: result.created,
    updated: result.updated,
    failed: result.failed,
    errors,
    warnings: [...result.warnings].sort(byPlace),
    warningsAreCut: result.warnings.length >= LISTED_MAX,
    emptyCells: result.emptyCells,
    unknownColumns,
    mode,
    isCut: errors.length >= LISTED_MAX,
  };
}

const TEMPLATES: Record<Language, readonly (readonly string[])[]> = {
  id: [
    [
      'nama',
      'kategori',
      'harga',
      'sku',
      'barcode',
      'varian',
      'harga_varian',
      'satuan',
      'stasiun',
      'deskripsi',
    ],
    ['Es Kopi Susu', 'Kopi', '18000', 'KOP-01R', '', 'Reguler', '18000', 'pcs', 'Bar', ''],
    ['Es Kopi Susu', 'Kopi', '18000', 'KOP-01B', '', 'Besar', '24000', 'pcs', 'Bar', ''],
    ['Roti Bakar', 'Camilan', '15000', 'CAM-01', '', '', '', 'pcs', 'Dapur', 'Mentega dan gula'],
  ],
  en: [
    [
      'name',
      'category',
      'price',
      'sku',
      'barcode',
      'variant',
      'variant_price',
      'unit',
      'station',
      'description',
    ],
    ['Iced latte', 'Coffee', '18000', 'COF-01R', '', 'Regular', '18000', 'pcs', 'Bar', ''],
    ['Iced latte', 'Coffee', '18000', 'COF-01L', '', 'Large', '24000', 'pcs', 'Bar', ''],
    ['Toast', 'Snacks', '15000', 'SNA-01', '', '', '', 'pcs', 'Kitchen', 'Butter and sugar'],
  ],
};

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
/** Lines of cells as a file: UTF-8 with a mark that spreadsheets recognise. */
const csv = (lines: readonly (readonly string[])[]): string =>
  `\uFEFF${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`;

/** The refused rows as a file, under the given headings: row, column, problem, what the cell says. */
export function refusedRowsCsv(errors: readonly ImportErrorDto[], headings: readonly string[]): string {
  const lines = errors.map(({ row, column, message, value }) => [
    String(row),
    column ?? '',
    message,
    neutralise(value ?? ''),
  ]);
  return csv([headings, ...lines]);
}

/** An example file with the columns that the import reads. */
export function importTemplate(language: Language): string {
  return csv(TEMPLATES[language]);
}
