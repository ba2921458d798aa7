import type { SettingsDto } from '../dto/settings.dto';
import { priceOrder, quickCash, settle, taxClassOf } from '../pricing';
import { buildReceipt } from './build-receipt';
import type { ReceiptModel, ReceiptTenantInfo } from './types';

const ITEMS = [
  { name: 'Es Kopi Susu', quantity: 2, unitPrice: 22_000 },
  { name: 'Roti Bakar Cokelat', quantity: 1, unitPrice: 18_500 },
];

/**
 * The receipt of a sale that never was, as these settings would reckon and print it: two things paid in cash with the
 * note that would be handed over. `at` is its time. Throws `PricingError`.
 */
export function sampleReceipt(
  settings: SettingsDto,
  info: Omit<ReceiptTenantInfo, 'timeZone'> & { cashierName: string },
  at: Date,
): ReceiptModel {
  const type = settings.orderTypes[0] ?? 'TAKEAWAY';
  const { bill, remaining } = priceOrder({
    type,
    lines: ITEMS.map((item, place) => ({
      id: String(place),
      name: item.name,
      unitPrice: item.unitPrice,
      quantityMilli: item.quantity * 1000,
      modifiers: [],
      taxClass: taxClassOf(settings, null),
    })),
    discount: null,
    pricingSettings: settings,
    tipTotal: 0,
    rounding: 0,
    paidTotal: 0,
  });
  const { due } = settle(remaining, 'CASH', settings);
  const tendered = quickCash(due).at(-1) ?? due;
  const order = {
    ...bill,
    id: '',
    number: '42',
    type,
    status: 'COMPLETED' as const,
    paymentStatus: 'PAID' as const,
    tableName: type === 'DINE_IN' ? '7' : null,
    queueName: null,
    cashierName: info.cashierName,
    rounding: due - remaining,
    total: due,
    refundedTotal: 0,
    dueTotal: 0,
    note: null,
    pricingSettings: settings,
    occurredAt: at.toISOString(),
    items: ITEMS.map((item) => ({
      ...item,
      variantName: null,
      modifiers: [],
      discount: null,
      discountTotal: 0,
      note: null,
      kitchenStatus: null,
      total: item.unitPrice * item.quantity,
    })),
    payments: [
      {
        method: 'CASH' as const,
        amount: due,
        tendered,
        reference: null,
        change: tendered - due,
        confirmation: null,
      },
    ],
  };
  return buildReceipt(order, { ...info, timeZone: settings.timeZone }, settings.locale);
}
