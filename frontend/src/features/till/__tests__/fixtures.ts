import { DEFAULT_DISCOUNT_LIMITS } from '@meja/domain';
import type {
  MenuDto,
  MenuProductDto,
  MenuSettingsDto,
  OrderDto,
  PricingSettings,
  TaxClass,
} from '@meja/domain';

export const PB1: TaxClass = { code: 'PB1', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };

export const pricingSettings: PricingSettings = {
  currency: 'IDR',
  taxClasses: [PB1],
  defaultTaxClass: 'PB1',
  serviceCharge: { rate: 500, orderTypes: ['DINE_IN'], taxed: true },
  cashRounding: { unit: 100, mode: 'NEAREST' },
  nonCashRounding: null,
};

export const settings: MenuSettingsDto = {
  tenantName: 'Kopi Senja',
  businessType: 'CAFE',
  outletName: 'Kemang',
  outletActive: true,
  outletAddress: null,
  outletPhone: null,
  qris: null,
  npwp: null,
  receiptHeader: null,
  receiptFooter: null,
  timeZone: 'Asia/Jakarta',
  locale: 'id-ID',
  businessDayCutoff: '04:00',
  requireOpenShift: false,
  blindCount: false,
  allowNegativeStock: false,
  discountLimits: DEFAULT_DISCOUNT_LIMITS,
  lateSaleWindowHours: 72,
  orderTypes: ['DINE_IN', 'TAKEAWAY'],
  paymentMethods: ['CASH', 'QRIS', 'CARD'],
  ...pricingSettings,
};

export function product(
  id: string,
  name: string,
  price: number,
  more: Partial<MenuProductDto> = {},
): MenuProductDto {
  return {
    id,
    name,
    description: null,
    categoryId: 'food',
    price,
    sku: null,
    barcode: null,
    photoUrl: null,
    unit: 'PIECE',
    taxClass: 'PB1',
    stationId: null,
    modifierGroupIds: [],
    modifierGroupVariants: [],
    variants: [],
    available: true,
    position: 0,
    ...more,
  };
}

export const menu: MenuDto = {
  outletId: 'outlet-1',
  version: 1,
  generatedAt: '2026-11-21T00:00:00.000Z',
  currency: 'IDR',
  settings,
  categories: [
    { id: 'drinks', name: 'Minuman', parentId: null, position: 0, color: '#3f8544' },
    { id: 'food', name: 'Makanan', parentId: null, position: 1, color: null },
    { id: 'empty', name: 'Kosong', parentId: null, position: 2, color: null },
  ],
  products: [
    product('nasi', 'Nasi Goreng', 100_000),
    product('croissant', 'Croissant', 22_000),
    product('water', 'Air Mineral', 6_000, { categoryId: 'drinks', barcode: '8992761002015', sku: 'AIR600' }),
    product('coffee', 'Kopi Susu', 20_000, {
      categoryId: 'drinks',
      modifierGroupIds: ['sugar', 'extra'],
      variants: [
        { id: 'small', name: 'Kecil', price: 20_000, sku: null, barcode: '111122223333', available: true },
        { id: 'large', name: 'Besar', price: 26_000, sku: null, barcode: null, available: true },
      ],
    }),
    product('rice', 'Beras', 14_500, { unit: 'KG' }),
    product('gone', 'Soto Betawi', 30_000, { available: false }),
  ],
  modifierGroups: [
    {
      id: 'sugar',
      name: 'Gula',
      min: 1,
      max: 1,
      options: [
        { id: 'normal', name: 'Normal', price: 0, default: true, available: true },
        { id: 'less', name: 'Sedikit', price: 0, default: false, available: true },
      ],
    },
    {
      id: 'extra',
      name: 'Tambahan',
      min: 0,
      max: 2,
      options: [
        { id: 'shot', name: 'Extra shot', price: 6_000, default: false, available: true },
        { id: 'oat', name: 'Susu oat', price: 8_000, default: false, available: true },
      ],
    },
  ],
  stations: [],
};

export const plain = { variantId: null, quantityMilli: 1000, modifiers: [], discount: null, note: null };

export function productOf(id: string): MenuProductDto {
  const found = menu.products.find((entry) => entry.id === id);
  if (!found) throw new Error(`no product ${id}`);
  return found;
}

export function order(more: Partial<OrderDto> = {}): OrderDto {
  return {
    id: 'order-1',
    number: '12',
    outletId: 'outlet-1',
    type: 'DINE_IN',
    status: 'OPEN',
    paymentStatus: 'UNPAID',
    tableId: null,
    tableName: null,
    queueName: null,
    customerId: null,
    cashierId: null,
    cashierName: null,
    items: [],
    discount: null,
    subtotal: 0,
    discountTotal: 0,
    serviceCharge: 0,
    taxTotal: 0,
    taxIncludedTotal: 0,
    taxes: [],
    rounding: 0,
    tipTotal: 0,
    total: 0,
    paidTotal: 0,
    refundedTotal: 0,
    dueTotal: 0,
    cashDueTotal: 0,
    payments: [],
    refunds: [],
    note: null,
    flags: [],
    voidReason: null,
    voidedAt: null,
    pricingSettings,
    version: 1,
    businessDate: '2026-11-21',
    occurredAt: '2026-11-21T03:00:00.000Z',
    createdAt: '2026-11-21T03:00:00.000Z',
    ...more,
  };
}

export function item(id: string, more: Partial<OrderDto['items'][number]> = {}): OrderDto['items'][number] {
  return {
    id,
    productId: 'nasi',
    variantId: null,
    name: 'Nasi Goreng',
    variantName: null,
    quantity: 1,
    unitPrice: 100_000,
    modifiers: [],
    discount: null,
    discountTotal: 0,
    note: null,
    seat: null,
    course: null,
    taxClass: 'PB1',
    taxDefinition: PB1,
    stationId: null,
    kitchenStatus: 'QUEUED',
    sentAt: '2026-11-21T03:00:00.000Z',
    voidReason: null,
    total: 100_000,
    ...more,
  };
}
