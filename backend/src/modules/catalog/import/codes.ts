import { neutralise } from '@meja/domain';
import type { FieldCode, ImportWarningCode } from '@meja/domain';
import { unwrap } from './cell-values';

export interface CodeCell {
  /** Null for an empty cell. */
  value: string | null;
  /** Why the code can't be had from the cell. */
  refusal?: FieldCode;
  warning?: { code: ImportWarningCode; params?: Record<string, string> };
}

export type CodeKind = 'sku' | 'barcode';

/** `9E+12`, `8,99E+12`, `9.0E12`: the digits are gone. `1E5` alone may be a code. */
const SHORTENED = /^[+-]?(?:\d+(?:[.,]\d+)?E[+-]\d+|\d+[.,]\d+E\d+)$/i;
const DECIMAL = /^(\d+)[.,]0{1,2}$/;
/** As printed below the bars, or with a spreadsheet's thousands. */
const GROUPED = /^\d+(?:[ .,-]\d+)+$/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const MONTH = '(?:jan|feb|mar|apr|mei|may|jun|jul|ag[ut]|aug|sep|o[kc]t|nov|de[sc])';
const DATES = [
  new RegExp(`^\\d{1,2}[-/ ]${MONTH}(?:[-/ ]\\d{2}(?:\\d{2})?)?$`, 'i'),
  new RegExp(`^${MONTH}[-/ ]\\d{1,4}$`, 'i'),
  /^(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{2}|(?:19|20)\d{2})$/,
  /^(?:19|20)\d{2}([/.-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[ T]00:00(?::00)?)?$/,
];
/** What a spreadsheet shows where a formula fails, or a column is too narrow for its number. */
export const SPREADSHEET_ERROR =
  /^(?:#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!)|Err:\d{3}|#{2,})$/i;

/**
 * Whether the last digit of a GTIN-8, -12 (UPC-A), -13 (EAN) or -14 fits the others: weighted 3, 1, 3 … from the right,
 * all digits add up to a multiple of ten (GS1 General Specifications, 7.9). A zero in front changes nothing in it.
 */
export function isGtin(code: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(code)) return false;
  const sum = [...code]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** The code as it was before its zeros in front fell off, where that alone makes it a GTIN; else null. */
function withLostZeros(digits: string): string | null {
  if (digits.startsWith('0')) return null;
  // 12 digits that fit are a UPC-A, or an EAN-13 that lost its zero: the two can't be told apart.
  const length = { 7: 8, 10: 12, 11: 12, 12: 13 }[digits.length];
  const padded = length ? digits.padStart(length, '0') : '';
  return isGtin(padded) ? padded : null;
}

function barcodeWarning(code: string): CodeCell['warning'] {
  if (!/^\d+$/.test(code)) return undefined;
  const expected = withLostZeros(code);
  if (expected) return { code: 'leading_zero_lost', params: { expected } };
  if (/^(?:\d{8}|\d{12,14})$/.test(code) && !isGtin(code)) return { code: 'check_digit' };
  return undefined;
}

function warningOf(code: string, kind: CodeKind, isText: boolean): CodeCell['warning'] {
  if (SPREADSHEET_ERROR.test(code)) return { code: 'spreadsheet_error' };
  if (!isText && DATES.some((date) => date.test(code))) return { code: 'looks_like_date' };
  if (!isText && /^\d{15}0+$/.test(code)) return { code: 'digits_rounded' };
  return kind === 'barcode' ? barcodeWarning(code) : undefined;
}

/** What is certain of a number that is a code: without `.0`, and a barcode without what stands between its digits. */
function mended(text: string, kind: CodeKind): string {
  const whole = DECIMAL.exec(text)?.[1];
  if (whole) return whole;
  const digits = text.replace(/\D/g, '');
  return kind === 'barcode' && GROUPED.test(text) && isGtin(digits) ? digits : text;
}

/**
 * A SKU or barcode from a cell that may have been through a spreadsheet. `="…"` and an apostrophe in front are taken
 * off, and say that what follows is meant as it stands.
 */
export function readCode(cell: string, kind: CodeKind): CodeCell {
  const text = cell.trim().replace(INVISIBLE, '');
  const wrapped = unwrap(text) ?? (text.startsWith("'") ? text.slice(1).trim() : null);
  if (wrapped === null && SHORTENED.test(text)) return { value: text, refusal: 'shortened_number' };
  const value = wrapped ?? mended(text, kind);
  const warning = value && warningOf(value, kind, wrapped !== null);
  return { value: value || null, ...(warning && { warning }) };
}

/** The cell from which {@link readCode} reads just this code. */
export function writeCode(code: string, kind: CodeKind): string {
  if (!code) return '';
  const { value, refusal } = readCode(code, kind);
  return value === code && !refusal && neutralise(code) === code ? code : `'${code}`;
}
