import type { GroupPlan } from '@meja/domain/shop';
import type { StarterMenu } from './starter-menu.types';

const SUGAR: GroupPlan = {
  key: 'Gula',
  name: 'Gula',
  min: 1,
  max: 1,
  options: [{ name: 'Gula normal', default: true }, { name: 'Gula sedikit' }, { name: 'Tanpa gula' }],
};
const ICE: GroupPlan = {
  key: 'Es batu',
  name: 'Es batu',
  min: 1,
  max: 1,
  options: [{ name: 'Es normal', default: true }, { name: 'Es sedikit' }, { name: 'Tanpa es' }],
};
/** Ice is asked for where there is any. */
const ICED: [group: string, variants: string[]] = ['Es batu', ['Es']];
const SPICE: GroupPlan = {
  key: 'Tingkat pedas',
  name: 'Tingkat pedas',
  min: 1,
  max: 1,
  options: [{ name: 'Tidak pedas' }, { name: 'Sedang', default: true }, { name: 'Pedas' }],
};

export const CAFE_MENU: StarterMenu = {
  kind: 'CAFE',
  stations: ['Bar', 'Dapur'],
  groups: [
    SUGAR,
    ICE,
    {
      key: 'Tambahan kopi',
      name: 'Tambahan kopi',
      min: 0,
      max: 2,
      options: [
        { name: 'Extra shot', price: 6_000 },
        { name: 'Susu oat', price: 8_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Kopi',
      color: '#7c5a43',
      station: 'Bar',
      products: [
        { name: 'Es kopi susu gula aren', price: 22_000, groups: ['Gula', 'Es batu', 'Tambahan kopi'] },
        {
          name: 'Americano',
          price: 20_000,
          groups: ['Gula', ICED],
          variants: [
            ['Panas', 20_000],
            ['Es', 22_000],
          ],
        },
        {
          name: 'Cappuccino',
          price: 27_000,
          groups: ['Gula', ICED, 'Tambahan kopi'],
          variants: [
            ['Panas', 27_000],
            ['Es', 29_000],
          ],
        },
        {
          name: 'Caffè latte',
          price: 27_000,
          groups: ['Gula', ICED, 'Tambahan kopi'],
          variants: [
            ['Panas', 27_000],
            ['Es', 29_000],
          ],
        },
        { name: 'Kopi tubruk', price: 15_000, groups: ['Gula'] },
      ],
    },
    {
      name: 'Non-kopi',
      color: '#5b7f4f',
      station: 'Bar',
      products: [
        { name: 'Teh tarik', price: 20_000, groups: ['Gula'] },
        { name: 'Matcha latte', price: 28_000, groups: ['Gula'] },
        { name: 'Cokelat', price: 26_000, groups: ['Gula'] },
        { name: 'Air mineral', price: 8_000 },
      ],
    },
    {
      name: 'Makanan',
      color: '#b0622f',
      station: 'Dapur',
      products: [
        { name: 'Nasi goreng kampung', price: 32_000 },
        { name: 'Mi goreng', price: 30_000 },
        { name: 'Roti bakar cokelat keju', price: 22_000 },
        { name: 'Kentang goreng', price: 20_000 },
        { name: 'Pisang goreng', price: 18_000 },
      ],
    },
  ],
};

export const WARUNG_MENU: StarterMenu = {
  kind: 'WARUNG',
  stations: ['Dapur'],
  groups: [SUGAR, SPICE],
  categories: [
    {
      name: 'Nasi dan lauk',
      color: '#b0622f',
      station: 'Dapur',
      products: [
        { name: 'Nasi goreng', price: 18_000, groups: ['Tingkat pedas'] },
        { name: 'Nasi ayam goreng', price: 22_000 },
        { name: 'Nasi ayam geprek', price: 20_000, groups: ['Tingkat pedas'] },
        { name: 'Nasi rames', price: 17_000 },
        { name: 'Nasi putih', price: 5_000 },
      ],
    },
    {
      name: 'Mi dan soto',
      color: '#a98424',
      station: 'Dapur',
      products: [
        { name: 'Mi goreng', price: 16_000, groups: ['Tingkat pedas'] },
        { name: 'Mi rebus', price: 16_000, groups: ['Tingkat pedas'] },
        { name: 'Soto ayam', price: 18_000 },
        { name: 'Bakso', price: 18_000 },
      ],
    },
    {
      name: 'Tambahan',
      color: '#7c5a43',
      station: 'Dapur',
      products: [
        { name: 'Telur dadar', price: 5_000 },
        { name: 'Tempe goreng', price: 3_000 },
        { name: 'Kerupuk', price: 2_000 },
      ],
    },
    {
      name: 'Minuman',
      color: '#3d7a94',
      station: 'Dapur',
      products: [
        { name: 'Es teh', price: 5_000, groups: ['Gula'] },
        { name: 'Teh panas', price: 4_000, groups: ['Gula'] },
        { name: 'Es jeruk', price: 8_000, groups: ['Gula'] },
        { name: 'Air mineral', price: 5_000 },
      ],
    },
  ],
};

export const BAKERY_MENU: StarterMenu = {
  kind: 'BAKERY',
  stations: ['Dapur'],
  groups: [],
  categories: [
    {
      name: 'Roti',
      color: '#b0622f',
      products: [
        { name: 'Roti cokelat', price: 9_000 },
        { name: 'Roti keju', price: 10_000 },
        { name: 'Roti sosis', price: 12_000 },
        { name: 'Roti abon', price: 12_000 },
        { name: 'Roti tawar', price: 18_000 },
        { name: 'Croissant', price: 20_000 },
      ],
    },
    {
      name: 'Kue',
      color: '#9c4a63',
      products: [
        { name: 'Donat gula', price: 7_000 },
        { name: 'Kue sus', price: 6_000 },
        { name: 'Lapis legit (potong)', price: 15_000 },
        { name: 'Brownies (kotak)', price: 55_000 },
        {
          name: 'Kue ulang tahun',
          price: 185_000,
          variants: [
            ['Diameter 16 cm', 185_000],
            ['Diameter 20 cm', 265_000],
          ],
        },
      ],
    },
    {
      name: 'Minuman',
      color: '#3d7a94',
      station: 'Dapur',
      products: [
        { name: 'Kopi hitam', price: 12_000 },
        { name: 'Es kopi susu', price: 18_000 },
        { name: 'Teh panas', price: 8_000 },
      ],
    },
  ],
};
