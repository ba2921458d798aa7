/** UUID v7 in lower case. */
export type Id = string;
/** ISO 8601 in UTC: `2026-01-31T17:00:00.000Z`. */
export type IsoTime = string;
/** `YYYY-MM-DD`, a business date of the outlet. */
export type BusinessDate = string;

export interface Answer<T> {
  data: T;
}

export interface ListAnswer<T> {
  data: T[];
  meta: { nextCursor: string | null };
}

export interface ProblemFieldDto {
  /** Dotted path in the body: `items.0.quantity`. */
  path: string;
  code: string;
  message: string;
}

/** `application/problem+json` (RFC 9457). */
export interface ProblemDto {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  correlationId: string;
  errors?: ProblemFieldDto[];
}

export interface ImportErrorDto {
  /** Row as a spreadsheet shows it, the header being 1. */
  row: number;
  column: string | null;
  code: string;
  message: string;
  value: string | null;
}

/** What is doubtful in a cell and is taken in all the same; `code` is one of `IMPORT_WARNINGS`. */
export interface ImportWarningDto {
  row: number;
  column: string;
  code: string;
  message: string;
  value: string;
}

/** Cells of a column that are empty although the product has a value. */
export interface ImportEmptyCellsDto {
  /** The name that `clear` takes. */
  column: string;
  /** What the file calls it. */
  title: string;
  /** How many values they stand for. */
  count: number;
  /** Whether those values are taken away (`clear`) or stay. */
  cleared: boolean;
}

/** Counts are rows of the file. Where one error stops everything, nothing is created or updated. */
export interface ImportResultDto {
  dryRun: boolean;
  total: number;
  created: number;
  updated: number;
  failed: number;
  errors: ImportErrorDto[];
  warnings: ImportWarningDto[];
  emptyCells: ImportEmptyCellsDto[];
}
