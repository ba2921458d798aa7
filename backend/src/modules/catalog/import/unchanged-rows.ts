import type { Pieces } from '../../../lib/in-pieces';
import type { Column, Header } from './columns';
import type { CsvRecord } from './csv-reader';
import { eachExported } from './export-lines';
import type { StoredCatalog } from './stored';

/** Without these, price and codes in a variant's row mean something else than an export's do. */
const AS_EXPORTED: readonly Column[] = [
  'name',
  'price',
  'variant',
  'variant_price',
  'variant_sku',
  'variant_barcode',
];

/** A product and the rows of the file that say exactly what is stored of it. */
export interface UnchangedProduct {
  productId: string;
  rows: number[];
}

/**
 * Finds the rows that are just as an export writes them now: they change nothing, whatever they say, and need neither be
 * understood nor matched. So an export that nobody edited leaves everything as it is, two products of one name too.
 */
export function* findUnchanged(
  records: readonly CsvRecord[],
  header: Header,
  stored: StoredCatalog,
): Pieces<UnchangedProduct[]> {
  if (!AS_EXPORTED.every((column) => header.index.has(column))) return [];
  const columns = [...header.index];
  const keyOf = (cells: readonly string[]) => JSON.stringify(cells);
  const recordKeys: string[] = [];
  for (const { cells } of records) {
    yield;
    recordKeys.push(keyOf(columns.map(([, index]) => cells[index] ?? '')));
  }
  const products: { productId: string; keys: string[] }[] = [];
  for (const { productId, lines } of eachExported(stored)) {
    yield;
    const keys = lines.map((line) => keyOf(columns.map(([column]: [Column, number]) => line[column].trim())));
    products.push({ productId, keys });
  }
  const byFirst = new Map<string, number[]>();
  products.forEach(({ keys }, index) => {
    const same = byFirst.get(keys[0]!);
    if (same) same.push(index);
    else byFirst.set(keys[0]!, [index]);
  });
  const found: UnchangedProduct[] = [];
  const taken = new Set<number>();
  const fits = (index: number, at: number) =>
    !taken.has(index) && products[index]!.keys.every((key, offset) => recordKeys[at + offset] === key);

  const longest = (at: number): number | undefined => {
    const left = (byFirst.get(recordKeys[at]!) ?? []).filter((index) => !taken.has(index));
    byFirst.set(recordKeys[at]!, left);
    return left
      .filter((index) => fits(index, at))
      .sort((a, b) => products[b]!.keys.length - products[a]!.keys.length)[0];
  };

  for (let at = 0, expected = 0; at < records.length;) {
    yield;
    // What comes next in the export's own order, else the longest: the rows of two products may look like those of one.
    const match = expected < products.length && fits(expected, at) ? expected : longest(at);
    if (match === undefined) {
      at += 1;
      continue;
    }
    const { productId, keys } = products[match]!;
    found.push({ productId, rows: records.slice(at, at + keys.length).map(({ row }) => row) });
    taken.add(match);
    expected = match + 1;
    at += keys.length;
  }
  return found;
}
