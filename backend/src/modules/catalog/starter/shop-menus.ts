import type { StarterMenu } from './starter-menu.types';

export const MINI_MARKET_MENU: StarterMenu = {
  kind: 'MINI_MARKET',
  stations: [],
  groups: [],
  categories: [
    {
      name: 'Sembako',
      color: '#a98424',
      products: [
        { name: 'Beras', price: 15_000, unit: 'KG' },
        { name: 'Gula pasir 1 kg', price: 18_500 },
        { name: 'Minyak goreng 1 l', price: 19_500 },
        { name: 'Telur ayam', price: 30_000, unit: 'KG' },
        { name: 'Mi instan', price: 3_500 },
      ],
    },
    {
      name: 'Minuman',
      color: '#3d7a94',
      products: [
        { name: 'Air mineral 600 ml', price: 4_000 },
        { name: 'Teh botol 350 ml', price: 5_000 },
        { name: 'Susu UHT 250 ml', price: 7_500 },
        { name: 'Kopi sachet', price: 2_000 },
      ],
    },
    {
      name: 'Camilan',
      color: '#b0622f',
      products: [
        { name: 'Keripik kentang', price: 12_000 },
        { name: 'Biskuit', price: 9_500 },
        { name: 'Cokelat batang', price: 14_000 },
      ],
    },
    {
      name: 'Kebutuhan rumah',
      color: '#5b7f4f',
      products: [
        { name: 'Sabun mandi', price: 5_000 },
        { name: 'Sampo sachet', price: 1_000 },
        { name: 'Deterjen 800 g', price: 22_000 },
        { name: 'Tisu 250 lembar', price: 13_500 },
      ],
    },
  ],
};

export const SALON_MENU: StarterMenu = {
  kind: 'SALON',
  stations: [],
  groups: [
    {
      key: 'Panjang rambut',
      name: 'Panjang rambut',
      min: 1,
      max: 1,
      options: [
        { name: 'Pendek', default: true },
        { name: 'Sedang', price: 50_000 },
        { name: 'Panjang', price: 100_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Rambut',
      color: '#9c4a63',
      products: [
        {
          name: 'Potong rambut',
          price: 50_000,
          variants: [
            ['Pria', 50_000],
            ['Wanita', 75_000],
            ['Anak', 40_000],
          ],
        },
        { name: 'Cuci dan blow', price: 60_000 },
        { name: 'Creambath', price: 95_000 },
        { name: 'Pewarnaan', price: 250_000, groups: ['Panjang rambut'] },
        { name: 'Smoothing', price: 350_000, groups: ['Panjang rambut'] },
      ],
    },
    {
      name: 'Wajah dan tubuh',
      color: '#6f5a94',
      products: [
        { name: 'Facial', price: 120_000 },
        { name: 'Pijat 60 menit', price: 130_000 },
        { name: 'Lulur', price: 150_000 },
      ],
    },
    {
      name: 'Kuku',
      color: '#3d7a94',
      products: [
        { name: 'Manikur', price: 70_000 },
        { name: 'Pedikur', price: 80_000 },
      ],
    },
  ],
};
