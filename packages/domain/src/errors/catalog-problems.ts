import type { ProblemDefinition } from './types';

/** Problems of the menu: categories, products, options, stations. */
export const CATALOG_PROBLEMS = {
  category_in_use: {
    status: 409,
    title: { id: 'Kategori masih terisi', en: 'Category not empty' },
    detail: {
      id: 'Kategori “{name}” masih berisi {count} produk atau subkategori, jadi tidak dihapus. Pindahkan atau hapus isinya dahulu.',
      en: 'The category “{name}” still holds {count} products or subcategories, so it was not removed. Move or remove those first.',
    },
  },
  station_in_use: {
    status: 409,
    title: { id: 'Stasiun masih dipakai', en: 'Station in use' },
    detail: {
      id: 'Stasiun “{name}” masih menerima {count} produk, jadi tidak dihapus. Pilih stasiun lain untuk produk itu dahulu.',
      en: 'The station “{name}” still receives {count} products, so it was not removed. Choose another station for them first.',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
