/** What a column of the file means. */
export const COLUMNS = [
  'name',
  'category',
  'price',
  'sku',
  'barcode',
  'variant',
  'variant_price',
  'variant_sku',
  'variant_barcode',
  'tax_class',
  'unit',
  'station',
  'description',
  'active',
] as const;
export type Column = (typeof COLUMNS)[number];

/** How people name the columns, in Indonesian and English. */
const ALIASES: Record<Column, readonly string[]> = {
  name: [
    'nama',
    'nama_produk',
    'nama_menu',
    'nama_barang',
    'produk',
    'product',
    'product_name',
    'item',
    'menu',
  ],
  category: ['kategori', 'category_name', 'nama_kategori'],
  price: ['harga', 'harga_jual', 'selling_price'],
  sku: ['kode', 'kode_produk', 'kode_barang'],
  barcode: ['kode_batang', 'ean', 'upc', 'gtin'],
  variant: ['varian', 'nama_varian', 'variant_name', 'ukuran', 'size'],
  variant_price: ['harga_varian'],
  variant_sku: ['sku_varian', 'kode_varian'],
  variant_barcode: ['barcode_varian'],
  tax_class: ['kelas_pajak', 'kode_pajak', 'pajak', 'tax'],
  unit: ['satuan'],
  station: ['stasiun', 'stasiun_dapur'],
  description: ['deskripsi', 'keterangan'],
  active: ['aktif'],
};

const MEANING = new Map<string, Column>(
  COLUMNS.flatMap((column) => [column, ...ALIASES[column]].map((alias) => [alias, column] as const)),
);

const plain = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

export interface Header {
  /** Which cell holds which column. */
  index: ReadonlyMap<Column, number>;
  /** What the file itself calls a column. */
  titles: ReadonlyMap<Column, string>;
  unknown: string[];
  missing: Column[];
  repeated: string[];
}

const REQUIRED: readonly Column[] = ['name', 'price'];

/** Reads the header line: upper and lower case, spaces, `_` and `-` make no difference. Pure. */
export function readHeader(cells: readonly string[]): Header {
  const index = new Map<Column, number>();
  const titles = new Map<Column, string>();
  const unknown: string[] = [];
  const repeated: string[] = [];
  cells.forEach((cell, position) => {
    if (!cell.trim()) return;
    const column = MEANING.get(plain(cell));
    if (!column) unknown.push(cell.trim());
    else if (index.has(column)) repeated.push(cell.trim());
    else {
      index.set(column, position);
      titles.set(column, cell.trim());
    }
  });
  return { index, titles, unknown, repeated, missing: REQUIRED.filter((column) => !index.has(column)) };
}
