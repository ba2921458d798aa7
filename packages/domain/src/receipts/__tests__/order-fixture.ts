import { PBJT, settings } from '../../pricing/__tests__/fixtures';
import type { OrderDto, OrderItemDto } from '../../dto';
import type { ReceiptTenantInfo } from '../types';

export const info: ReceiptTenantInfo = {
  tenantName: 'Kopi Senja',
  outletName: 'Kopi Senja Menteng',
  outletAddress: 'Jl. Cikini Raya No. 12, Jakarta Pusat',
  outletPhone: '021-5550123',
  npwp: null,
  logoUrl: null,
  receiptHeader: null,
  receiptFooter: 'Terima kasih!\nSampai jumpa lagi',
  timeZone: 'Asia/Jakarta',
};

/** One item: es kopi susu, 50,000 unless told otherwise. */
export function item(overrides: Partial<OrderItemDto> = {}): OrderItemDto {
  return {
    id: 'i1',
    productId: 'p1',
    variantId: null,
    name: 'Es Kopi Susu',
    variantName: null,
    quantity: 2,
    unitPrice: 25_000,
    modifiers: [],
    discount: null,
    discountTotal: 0,
    note: null,
    seat: null,
    course: null,
    taxClass: 'PBJT',
    taxDefinition: PBJT,
    stationId: null,
    kitchenStatus: null,
    sentAt: null,
    voidReason: null,
    total: 50_000,
    ...overrides,
  };
}

/** The field's vector paid in cash: 103,950 rounded to 104,000, of 150,000. */
export function order(overrides: Partial<OrderDto> = {}): OrderDto {
  return {
    id: '0193c0de-0000-7000-8000-000000000001',
    number: '0042',
    outletId: 'o1',
    type: 'DINE_IN',
    status: 'COMPLETED',
    paymentStatus: 'PAID',
    tableId: null,
    tableName: '7',
    customerId: null,
    cashierId: 'u1',
    cashierName: 'Sari',
    items: [item(), item({ id: 'i2', name: 'Roti Bakar', quantity: 1, unitPrice: 50_000 })],
    discount: { type: 'AMOUNT', value: 10_000 },
    subtotal: 100_000,
    discountTotal: 10_000,
    serviceCharge: 4_500,
    taxTotal: 9_450,
    taxIncludedTotal: 0,
    taxes: [
      { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, base: 94_500, amount: 9_450, included: 0 },
    ],
    rounding: 50,
    tipTotal: 0,
    total: 104_000,
    paidTotal: 104_000,
    refundedTotal: 0,
    dueTotal: 0,
    cashDueTotal: 0,
    payments: [
      {
        id: 'pay1',
        method: 'CASH',
        amount: 104_000,
        tip: 0,
        tendered: 150_000,
        change: 46_000,
        rounding: 50,
        reference: null,
        confirmation: null,
        paidAt: '2026-01-31T17:05:00.000Z',
      },
    ],
    refunds: [],
    note: null,
    flags: [],
    voidReason: null,
    voidedAt: null,
    pricingSettings: settings(),
    version: 3,
    businessDate: '2026-01-31',
    occurredAt: '2026-01-31T17:05:00.000Z',
    createdAt: '2026-01-31T17:05:00.000Z',
    ...overrides,
  };
}
