import type { DemoBusiness } from './types';

const HOT_ICED = (hot: number, iced = hot + 2_000): [string, number][] => [
  ['Panas', hot],
  ['Dingin', iced],
];
/** Ice is asked for where there is any. */
const ICE: [key: string, variants: string[]] = ['ice', ['Dingin']];
const COFFEE = { station: 'Bar', groups: ['sugar', ICE, 'milk', 'extra'] };
const BLACK = { station: 'Bar', groups: ['sugar', ICE, 'extra'] };
const HOT_DRINK = { station: 'Bar', groups: ['sugar', ICE] };
const DRINK = { station: 'Bar', groups: ['sugar', 'ice'] };
const RICE = { station: 'Dapur', groups: ['spicy', 'side'] };
const PLAIN = { station: 'Dapur' };

/** A café with table service in Bandung, with two outlets. */
export const cafe: DemoBusiness = {
  key: 'kopi-senja',
  name: 'Kopi Senja',
  type: 'CAFE',
  settings: {
    taxClasses: [{ code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false }],
    defaultTaxClass: 'PBJT',
    serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true },
    timeZone: 'Asia/Jakarta',
    address: 'Jl. Ir. H. Juanda No. 112, Bandung',
    phone: '022-2501122',
    receiptHeader: 'Kopi hangat, senja tenang',
    receiptFooter: 'Terima kasih, sampai senja berikutnya.',
  },
  outlets: [
    {
      name: 'Kopi Senja Dago',
      code: 'DGO',
      address: 'Jl. Ir. H. Juanda No. 112, Bandung',
      phone: '022-2501122',
    },
    { name: 'Kopi Senja Braga', code: 'BRG', address: 'Jl. Braga No. 47, Bandung', phone: '022-4203344' },
  ],
  people: [
    { name: 'Ratna Wulandari', email: 'pemilik@kopisenja.test', role: 'ADMIN_TENANT' },
    { name: 'Dimas Prasetyo', email: 'supervisor@kopisenja.test', role: 'SUPERVISOR' },
    { name: 'Sari Anggraini', email: 'kasir@kopisenja.test', role: 'CASHIER', outlets: ['DGO'] },
    { name: 'Budi Hartono', email: 'kasir2@kopisenja.test', role: 'CASHIER', outlets: ['BRG'] },
    { name: 'Asep Sunandar', email: 'dapur@kopisenja.test', role: 'KITCHEN' },
  ],
  stations: ['Dapur', 'Bar'],
  groups: [
    {
      key: 'sugar',
      name: 'Gula',
      min: 1,
      max: 1,
      options: [{ name: 'Gula normal', default: true }, { name: 'Sedikit gula' }, { name: 'Tanpa gula' }],
    },
    {
      key: 'ice',
      name: 'Es',
      min: 1,
      max: 1,
      options: [{ name: 'Es normal', default: true }, { name: 'Sedikit es' }, { name: 'Tanpa es' }],
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
      key: 'extra',
      name: 'Tambahan',
      min: 0,
      max: 3,
      options: [
        { name: 'Extra shot', price: 6_000 },
        { name: 'Sirup karamel', price: 5_000 },
        { name: 'Krim kocok', price: 6_000 },
      ],
    },
    {
      key: 'spicy',
      name: 'Level pedas',
      min: 1,
      max: 1,
      options: [
        { name: 'Tidak pedas', default: true },
        { name: 'Sedang' },
        { name: 'Pedas' },
        { name: 'Pedas sekali' },
      ],
    },
    {
      key: 'side',
      name: 'Tambah lauk',
      min: 0,
      max: 3,
      options: [
        { name: 'Telur mata sapi', price: 5_000 },
        { name: 'Kerupuk', price: 3_000 },
        { name: 'Nasi tambah', price: 6_000 },
      ],
    },
  ],
  categories: [
    {
      name: 'Kopi',
      color: '#7c4a2d',
      products: [
        {
          name: 'Kopi Susu Senja',
          price: 24_000,
          description: 'Espresso, susu segar, gula aren',
          variants: HOT_ICED(24_000),
          ...COFFEE,
          weight: 9,
        },
        { name: 'Espresso', price: 18_000, station: 'Bar', weight: 1 },
        { name: 'Americano', price: 22_000, variants: HOT_ICED(22_000), ...BLACK, weight: 4 },
        { name: 'Cappuccino', price: 28_000, variants: HOT_ICED(28_000), ...COFFEE, weight: 4 },
        { name: 'Caffè Latte', price: 29_000, variants: HOT_ICED(29_000), ...COFFEE, weight: 5 },
        { name: 'Mocha', price: 32_000, variants: HOT_ICED(32_000), ...COFFEE, weight: 2 },
        { name: 'Karamel Macchiato', price: 34_000, variants: HOT_ICED(34_000), ...COFFEE, weight: 2 },
        {
          name: 'Kopi Tubruk',
          price: 15_000,
          description: 'Robusta Temanggung, diseduh langsung',
          groups: ['sugar'],
          station: 'Bar',
          weight: 2,
        },
        {
          name: 'V60 Gayo',
          price: 32_000,
          description: 'Arabika Aceh Gayo, seduh manual',
          station: 'Bar',
          weight: 1,
        },
        { name: 'Kopi Pandan', price: 27_000, variants: HOT_ICED(27_000), ...COFFEE, weight: 2 },
        { name: 'Affogato', price: 30_000, station: 'Bar', weight: 1 },
      ],
    },
    {
      name: 'Bukan kopi',
      color: '#3f7d58',
      products: [
        { name: 'Cokelat Senja', price: 28_000, variants: HOT_ICED(28_000), ...HOT_DRINK, weight: 3 },
        {
          name: 'Matcha Latte',
          price: 30_000,
          variants: HOT_ICED(30_000),
          station: 'Bar',
          groups: ['sugar', ICE, 'milk'],
          weight: 3,
        },
        { name: 'Red Velvet Latte', price: 29_000, variants: HOT_ICED(29_000), ...HOT_DRINK, weight: 1 },
        { name: 'Susu Kurma', price: 25_000, ...DRINK, weight: 1 },
        { name: 'Es Jeruk Nipis', price: 18_000, ...DRINK, weight: 2 },
        { name: 'Jus Alpukat', price: 26_000, ...DRINK, weight: 2 },
        { name: 'Air Mineral', price: 8_000, weight: 4 },
      ],
    },
    {
      name: 'Teh',
      color: '#b7791f',
      products: [
        { name: 'Teh Melati', price: 14_000, variants: HOT_ICED(14_000), ...HOT_DRINK, weight: 3 },
        { name: 'Teh Tarik', price: 20_000, variants: HOT_ICED(20_000), ...HOT_DRINK, weight: 2 },
        { name: 'Es Teh Leci', price: 24_000, ...DRINK, weight: 3 },
        { name: 'Teh Serai Jahe', price: 19_000, groups: ['sugar'], station: 'Bar', weight: 1 },
      ],
    },
    {
      name: 'Makanan',
      color: '#b23b3b',
      products: [
        {
          name: 'Nasi Goreng Kampung',
          price: 34_000,
          description: 'Telur, ayam suwir, acar, kerupuk',
          ...RICE,
          weight: 5,
        },
        { name: 'Nasi Ayam Sambal Matah', price: 38_000, ...RICE, weight: 4 },
        { name: 'Nasi Rawon', price: 42_000, station: 'Dapur', groups: ['side'], weight: 1 },
        { name: 'Mie Goreng Jawa', price: 32_000, ...RICE, weight: 3 },
        { name: 'Mie Kuah Telur', price: 26_000, ...RICE, weight: 2 },
        { name: 'Spaghetti Aglio Olio', price: 38_000, station: 'Dapur', groups: ['spicy'], weight: 2 },
        { name: 'Chicken Katsu Curry', price: 44_000, ...RICE, weight: 2 },
        { name: 'Soto Ayam Bandung', price: 30_000, station: 'Dapur', groups: ['side'], weight: 2 },
      ],
    },
    {
      name: 'Camilan',
      color: '#c05621',
      products: [
        { name: 'Pisang Goreng Keju', price: 22_000, ...PLAIN, weight: 3 },
        { name: 'Kentang Goreng', price: 24_000, ...PLAIN, weight: 3 },
        { name: 'Cireng Rujak', price: 20_000, ...PLAIN, weight: 2 },
        { name: 'Tahu Cabai Garam', price: 22_000, ...PLAIN, weight: 1 },
        { name: 'Roti Bakar Cokelat Keju', price: 25_000, ...PLAIN, weight: 2 },
        { name: 'Singkong Goreng', price: 18_000, ...PLAIN, weight: 1 },
      ],
    },
    {
      name: 'Pastri',
      color: '#8b5a9f',
      products: [
        { name: 'Croissant Mentega', price: 24_000, weight: 3 },
        { name: 'Pain au Chocolat', price: 28_000, weight: 1 },
        { name: 'Banana Bread', price: 22_000, weight: 2 },
        { name: 'Cheesecake Basque', price: 38_000, weight: 2 },
        { name: 'Brownies Panggang', price: 20_000, weight: 2 },
      ],
    },
  ],
  shifts: [
    { outlet: 'DGO', cashier: 'kasir@kopisenja.test', from: 7.5, to: 22, orders: 26 },
    { outlet: 'BRG', cashier: 'kasir2@kopisenja.test', from: 8, to: 22, orders: 18 },
  ],
  orderTypes: [
    ['DINE_IN', 6],
    ['TAKEAWAY', 3],
    ['DELIVERY', 1],
  ],
  rush: { 8: 3, 9: 3, 10: 2, 11: 2, 12: 5, 13: 4, 14: 2, 15: 3, 16: 5, 17: 6, 18: 6, 19: 5, 20: 3 },
  tables: ['Meja 1', 'Meja 2', 'Meja 3', 'Meja 4', 'Meja 5', 'Meja 6', 'Teras 1', 'Teras 2', 'Bar 1'],
};
