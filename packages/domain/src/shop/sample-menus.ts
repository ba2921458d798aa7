import type { MenuPlan } from './menu-plan';

/** A small café as tests of selling want it: something cooked with a choice, something from the shelf, something weighed. */
export const SMALL_CAFE = {
  stations: ['Bar'],
  groups: [
    {
      key: 'choice',
      name: 'Pilihan',
      min: 1,
      max: 2,
      options: [
        { name: 'Gula normal', default: true },
        { name: 'Gula sedikit' },
        { name: 'Extra shot', price: 5_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Minuman',
      products: [
        { name: 'Kopi Susu', price: 25_000, station: 'Bar', groups: ['choice'] },
        { name: 'Roti Bakar', price: 15_500 },
        { name: 'Biji Kopi', price: 40_000, unit: 'KG' },
      ],
    },
  ],
} as const satisfies MenuPlan;

/** The same as tests of the screens want it: two groups of options, everything made at the bar. */
export const CAFE_AT_THE_TILL = {
  stations: ['Bar'],
  groups: [
    {
      key: 'sugar',
      name: 'Gula',
      min: 1,
      max: 1,
      options: [{ name: 'Gula normal', default: true }, { name: 'Gula sedikit' }],
    },
    {
      key: 'extras',
      name: 'Tambahan',
      min: 0,
      max: 2,
      options: [
        { name: 'Extra shot', price: 5_000 },
        { name: 'Susu oat', price: 8_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Minuman',
      products: [
        { name: 'Kopi Susu', price: 25_000, station: 'Bar', groups: ['sugar', 'extras'] },
        { name: 'Teh Tarik', price: 18_000, station: 'Bar' },
      ],
    },
    { name: 'Roti & Camilan', products: [{ name: 'Roti Bakar', price: 15_500, station: 'Bar' }] },
  ],
} as const satisfies MenuPlan;

/** Two stations, and goods taxed on top and within, as reports and journals want them. */
export const TWO_STATIONS = {
  stations: ['Dapur', 'Bar'],
  groups: [],
  categories: [
    {
      name: 'Makanan',
      products: [
        { name: 'Nasi Goreng', price: 25_000, station: 'Dapur' },
        { name: 'Kerupuk', price: 7_500 },
      ],
    },
    {
      name: 'Minuman',
      products: [
        { name: 'Kopi Susu', price: 18_000, station: 'Bar' },
        { name: '=Biji Kopi', price: 33_300, taxClass: 'PPN' },
      ],
    },
  ],
} as const satisfies MenuPlan;

/** Drinks hot and iced: the ice is chosen for iced ones alone. One has as many groups as a sheet must show at once. */
export const VARIANTS_AT_THE_TILL = {
  stations: ['Bar'],
  groups: [
    {
      key: 'sugar',
      name: 'Gula',
      min: 1,
      max: 1,
      options: [{ name: 'Gula normal', default: true }, { name: 'Gula sedikit' }, { name: 'Tanpa gula' }],
    },
    {
      key: 'ice',
      name: 'Es batu',
      min: 1,
      max: 1,
      options: [{ name: 'Es normal', default: true }, { name: 'Es sedikit' }],
    },
    {
      key: 'milk',
      name: 'Susu',
      min: 1,
      max: 1,
      options: [
        { name: 'Susu segar', default: true },
        { name: 'Susu oat', price: 8_000 },
        { name: 'Susu kedelai', price: 5_000 },
      ],
    },
    {
      key: 'extras',
      name: 'Tambahan',
      min: 0,
      max: 3,
      options: [
        { name: 'Boba', default: true },
        { name: 'Extra shot', price: 5_000 },
        { name: 'Krim', price: 4_000 },
        { name: 'Sirup vanila', price: 6_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Minuman',
      products: [
        {
          name: 'Kopi Susu',
          price: 20_000,
          station: 'Bar',
          groups: ['sugar', ['ice', ['Es']]],
          variants: [
            ['Panas', 20_000],
            ['Es', 22_000],
          ],
        },
        { name: 'Es Boba', price: 25_000, station: 'Bar', groups: ['sugar', 'ice', 'milk', 'extras'] },
      ],
    },
  ],
} as const satisfies MenuPlan;
