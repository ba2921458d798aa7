import { UNITS, isFormulaCell } from '@meja/domain';
import type { Unit } from '@meja/domain';

/** `="00123"`: how programs and people make a spreadsheet keep a text as it is. */
const WRAPPED = /^="((?:[^"]|"")*)"$/;

/** The text of a cell wrapped as `="…"`, or null. */
export function unwrap(cell: string): string | null {
  return WRAPPED.exec(cell)?.[1]!.replaceAll('""', '"').trim() ?? null;
}

/** A cell without the spaces around it, without `="…"` and without the apostrophe of `neutralise`. */
export function cleanCell(cell: string | undefined): string {
  const text = (cell ?? '').trim();
  return unwrap(text) ?? (text.startsWith("'") && isFormulaCell(text) ? text.slice(1) : text);
}

/**
 * Whole rupiah from what people write: `12500`, `Rp 12.500`, `12,500`, `12.500,00`, `12,500.00`, `Rp12.500,-`. Null for
 * what is no amount, has a fraction that is not zero, or could be read in two ways (`12.5`).
 */
export function parsePrice(text: string): number | null {
  const bare = text
    .replace(/^(?:rp|idr)\.?/i, '')
    .replace(/(?:,|\.)?-$/, '')
    .replace(/[\s\u00a0\u202f]/g, '');
  const match = /^(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,]0{1,2})?$/.exec(bare);
  if (!match) return null;
  const digits = match[1]!.replace(/[.,]/g, '');
  return digits.length > 15 ? null : Number(digits);
}

const YES = new Set(['true', 'ya', 'y', 'yes', '1', 'aktif', 'active']);
const NO = new Set(['false', 'tidak', 't', 'n', 'no', '0', 'nonaktif', 'non-aktif', 'inactive']);

/** Yes or no in either language; null for anything else. */
export function parseFlag(text: string): boolean | null {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

const UNIT_WORDS: Record<Unit, readonly string[]> = {
  PIECE: ['pcs', 'pc', 'buah', 'biji', 'pieces', 'unit', 'porsi', 'bungkus', 'botol'],
  KG: ['kilo', 'kilogram'],
  GRAM: ['gr', 'g', 'gram'],
  LITRE: ['l', 'liter', 'ltr'],
  ML: ['mililiter', 'millilitre'],
  METRE: ['m', 'meter'],
  HOUR: ['jam', 'hr'],
};
const UNIT_OF = new Map<string, Unit>(
  UNITS.flatMap((unit) => [unit.toLowerCase(), ...UNIT_WORDS[unit]].map((word) => [word, unit] as const)),
);

/** A unit by its code or by what people call it; null for anything else. */
export function parseUnit(text: string): Unit | null {
  return UNIT_OF.get(text.toLowerCase()) ?? null;
}
