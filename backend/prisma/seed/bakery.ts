import type { DemoBusiness } from './types';

const GOODS = { taxClass: 'PPN' };
const STAPLE = { taxClass: 'NONE' };

/** A bakery with a corner shop in Surabaya: bread under PBJT, goods under PPN, staples free of tax. */
export const bakery: DemoBusiness = {
  key: 'roti-makmur',
  name: 'Roti Makmur',
  type: 'BAKERY',
  settings: {
    // PBJT of a bakery that also seats guests; PPN by PMK 131/2024. Shelf prices contain both.
    taxClasses: [
      { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: true },
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true, dpp: 'ELEVEN_TWELFTHS' },
      { code: 'NONE', name: 'Bebas PPN', kind: 'NONE', rate: 0, inclusive: false },
    ],
    defaultTaxClass: 'PBJT',
    timeZone: 'Asia/Jakarta',
    address: 'Jl. Raya Darmo No. 88, Surabaya',
    phone: '031-5678899',
    receiptHeader: 'Roti hangat setiap jam',
    receiptFooter: 'Barang yang sudah dibeli dapat ditukar di hari yang sama dengan struk ini.',
  },
  outlets: [
    {
      name: 'Roti Makmur Darmo',
      code: 'DRM',
      address: 'Jl. Raya Darmo No. 88, Surabaya',
      phone: '031-5678899',
    },
  ],
  people: [
    { name: 'Hendra Wijaya', email: 'pemilik@rotimakmur.test', role: 'ADMIN_TENANT' },
    { name: 'Maya Lestari', email: 'supervisor@rotimakmur.test', role: 'SUPERVISOR' },
    { name: 'Putri Rahayu', email: 'kasir@rotimakmur.test', role: 'CASHIER' },
    { name: 'Yoga Saputra', email: 'kasir2@rotimakmur.test', role: 'CASHIER' },
    { name: 'Bambang Susilo', email: 'dapur@rotimakmur.test', role: 'KITCHEN' },
  ],
  stations: ['Dapur'],
  groups: [
    {
      key: 'filling',
      name: 'Isian',
      min: 1,
      max: 2,
      options: [
        { name: 'Cokelat', default: true },
        { name: 'Keju', price: 3_000 },
        { name: 'Selai stroberi' },
        { name: 'Srikaya' },
      ],
    },
    {
      key: 'sugar',
      name: 'Gula',
      min: 1,
      max: 1,
      options: [{ name: 'Gula normal', default: true }, { name: 'Sedikit gula' }, { name: 'Tanpa gula' }],
    },
  ],
  categories: [
    {
      name: 'Roti manis',
      color: '#c05621',
      products: [
        { name: 'Roti Cokelat', price: 9_000, barcode: '899271000101', weight: 7 },
        { name: 'Roti Keju', price: 10_000, barcode: '899271000102', weight: 5 },
        { name: 'Roti Pisang Cokelat', price: 11_000, barcode: '899271000103', weight: 4 },
        { name: 'Roti Abon', price: 12_500, barcode: '899271000104', weight: 4 },
        { name: 'Roti Sosis', price: 13_500, barcode: '899271000105', weight: 4 },
        { name: 'Roti Kacang Hijau', price: 8_500, barcode: '899271000106', weight: 2 },
        { name: 'Roti Srikaya', price: 9_500, barcode: '899271000107', weight: 2 },
        { name: 'Roti Sisir Mentega', price: 14_000, barcode: '899271000108', weight: 3 },
        { name: 'Donat Gula', price: 7_000, barcode: '899271000109', weight: 4 },
        { name: 'Donat Kentang Meses', price: 8_500, barcode: '899271000110', weight: 3 },
      ],
    },
    {
      name: 'Roti tawar',
      color: '#b7791f',
      products: [
        { name: 'Roti Tawar Putih', price: 18_500, barcode: '899271000201', weight: 6 },
        { name: 'Roti Tawar Gandum', price: 22_500, barcode: '899271000202', weight: 3 },
        { name: 'Roti Tawar Pandan', price: 21_000, barcode: '899271000203', weight: 2 },
        { name: 'Roti Sobek Cokelat', price: 24_000, barcode: '899271000204', weight: 3 },
        { name: 'Baguette', price: 19_500, barcode: '899271000205', weight: 1 },
      ],
    },
    {
      name: 'Kue',
      color: '#8b5a9f',
      products: [
        {
          name: 'Bolu Pandan',
          price: 45_000,
          barcode: '899271000301',
          variants: [
            ['Setengah', 24_000],
            ['Utuh', 45_000],
          ],
          weight: 2,
        },
        {
          name: 'Lapis Surabaya',
          price: 95_000,
          barcode: '899271000302',
          variants: [
            ['Kecil', 55_000],
            ['Besar', 95_000],
          ],
          weight: 2,
        },
        { name: 'Kue Lumpur', price: 6_000, barcode: '899271000303', weight: 4 },
        { name: 'Pastel Ayam', price: 8_000, barcode: '899271000304', weight: 4 },
        { name: 'Risoles Mayo', price: 8_000, barcode: '899271000305', weight: 4 },
        { name: 'Lemper Ayam', price: 7_000, barcode: '899271000306', weight: 3 },
        { name: 'Brownies Kukus', price: 42_000, barcode: '899271000307', weight: 2 },
        {
          name: 'Nastar',
          price: 160_000,
          unit: 'KG',
          description: 'Kue kering nanas, dijual per kilogram',
          weight: 2,
        },
        {
          name: 'Kastengel',
          price: 180_000,
          unit: 'KG',
          description: 'Kue kering keju, dijual per kilogram',
          weight: 1,
        },
      ],
    },
    {
      name: 'Dari dapur',
      color: '#b23b3b',
      products: [
        { name: 'Roti Bakar', price: 18_000, station: 'Dapur', groups: ['filling'], weight: 4 },
        { name: 'Sandwich Telur', price: 22_000, station: 'Dapur', weight: 3 },
        {
          name: 'Kopi Susu',
          price: 15_000,
          station: 'Dapur',
          groups: ['sugar'],
          variants: [
            ['Panas', 15_000],
            ['Dingin', 17_000],
          ],
          weight: 4,
        },
        { name: 'Teh Hangat', price: 6_000, station: 'Dapur', groups: ['sugar'], weight: 2 },
      ],
    },
    {
      name: 'Minuman kemasan',
      color: '#2b6cb0',
      products: [
        { name: 'Air Mineral 600 ml', price: 4_500, barcode: '899271000401', ...GOODS, weight: 6 },
        { name: 'Teh Botol 350 ml', price: 6_500, barcode: '899271000402', ...GOODS, weight: 4 },
        { name: 'Susu UHT Cokelat 250 ml', price: 8_000, barcode: '899271000403', ...GOODS, weight: 3 },
        { name: 'Susu UHT Putih 1 l', price: 21_500, barcode: '899271000404', ...GOODS, weight: 2 },
        { name: 'Jus Jambu 250 ml', price: 7_500, barcode: '899271000405', ...GOODS, weight: 2 },
        { name: 'Kopi Kaleng 240 ml', price: 9_500, barcode: '899271000406', ...GOODS, weight: 2 },
      ],
    },
    {
      name: 'Kebutuhan harian',
      color: '#3f7d58',
      products: [
        { name: 'Telur Ayam', price: 29_500, unit: 'KG', ...STAPLE, weight: 3 },
        { name: 'Beras Pandan Wangi 5 kg', price: 82_500, barcode: '899271000501', ...STAPLE, weight: 1 },
        { name: 'Gula Pasir 1 kg', price: 18_500, barcode: '899271000502', ...STAPLE, weight: 2 },
        { name: 'Mentega 200 g', price: 17_500, barcode: '899271000503', ...GOODS, weight: 2 },
        { name: 'Selai Stroberi 170 g', price: 23_500, barcode: '899271000504', ...GOODS, weight: 1 },
        { name: 'Meses Cokelat 90 g', price: 14_500, barcode: '899271000505', ...GOODS, weight: 1 },
        { name: 'Mi Instan Goreng', price: 3_500, barcode: '899271000506', ...GOODS, weight: 3 },
        { name: 'Keripik Singkong', price: 12_500, barcode: '899271000507', ...GOODS, weight: 2 },
      ],
    },
  ],
  shifts: [
    { outlet: 'DRM', cashier: 'kasir@rotimakmur.test', from: 6, to: 13.5, orders: 26 },
    { outlet: 'DRM', cashier: 'kasir2@rotimakmur.test', from: 13.5, to: 21, orders: 22 },
  ],
  orderTypes: [
    ['TAKEAWAY', 9],
    ['DINE_IN', 2],
  ],
  rush: {
    6: 4,
    7: 6,
    8: 5,
    9: 3,
    10: 3,
    11: 2,
    12: 3,
    13: 2,
    14: 2,
    15: 3,
    16: 5,
    17: 6,
    18: 4,
    19: 3,
    20: 1,
  },
  tables: [],
};
