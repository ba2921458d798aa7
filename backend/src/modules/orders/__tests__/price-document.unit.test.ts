import fc from 'fast-check';
import { ORDER_TYPES, orderToPrice, priceOrder } from '@meja/domain';
import type { OrderDto, PricingSettings, TaxClass } from '@meja/domain';
import { effectsOf } from '../effects';
import type { OrderWork } from '../order-work';
import { settleStates, startWork } from '../order-work';
import { presentOrder } from '../orders.presenter';
import { priceDocument } from '../orders.pricing';
import type { OrderDocument, OrderItemRow, OrderRow } from '../orders.rows';

const at = '2026-11-26T03:00:00.000Z';
const id = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const PBJT: TaxClass = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };
const RULES: PricingSettings = {
  currency: 'IDR',
  taxClasses: [PBJT],
  defaultTaxClass: 'PBJT',
  serviceCharge: null,
  cashRounding: { unit: 100, mode: 'NEAREST' },
  nonCashRounding: null,
};
const NOTHING = {
  subtotal: 0,
  discount_total: 0,
  service_charge: 0,
  tax_total: 0,
  tax_included_total: 0,
  rounding: 0,
  tip_total: 0,
  total: 0,
  paid_total: 0,
};

const order = (more: Partial<OrderRow> = {}): OrderRow => ({
  id: id(1),
  outlet_id: id(2),
  number: 7,
  business_date: '2026-11-26',
  type: 'DINE_IN',
  status: 'OPEN',
  payment_status: 'UNPAID',
  table_name: null,
  queue_name: null,
  note: null,
  discount: null,
  ...NOTHING,
  taxes: [],
  steps: [],
  pricing_settings: RULES,
  cashier_id: id(3),
  cashier_name: 'Rina',
  shift_id: null,
  flags: [],
  version: 1,
  request_hash: 'x',
  occurred_at: at,
  submitted_at: at,
  completed_at: null,
  voided_at: null,
  void_reason: null,
  voided_by: null,
  sale_entry_id: null,
  created_at: at,
  updated_at: at,
  ...more,
});

const item = (place: number, more: Partial<OrderItemRow> = {}): OrderItemRow => ({
  id: id(100 + place),
  order_id: id(1),
  position: place,
  product_id: id(4),
  variant_id: null,
  category_id: null,
  station_id: null,
  name: 'Roti',
  variant_name: null,
  unit: 'KG',
  quantity_milli: 1000,
  unit_price: 15_500,
  modifiers: [],
  tax_class: 'PBJT',
  tax_definition: PBJT,
  discount: null,
  note: null,
  seat: null,
  course: null,
  kitchen_status: null,
  gross: 0,
  line_discount: 0,
  order_discount: 0,
  net: 0,
  service: 0,
  tax: 0,
  tax_included: 0,
  total: 0,
  sent_at: null,
  voided_at: null,
  void_reason: null,
  ...more,
});

const tax = fc.record({
  code: fc.constantFrom('A', 'B'),
  name: fc.constantFrom('PB1', 'PPN'),
  kind: fc.constantFrom('PBJT' as const, 'PPN' as const, 'NONE' as const),
  rate: fc.constantFrom(0, 500, 1000, 1100, 1200),
  inclusive: fc.boolean(),
});
const rules: fc.Arbitrary<PricingSettings> = fc.record({
  currency: fc.constant('IDR'),
  taxClasses: fc.array(tax, { minLength: 1, maxLength: 2 }),
  defaultTaxClass: fc.constant('A'),
  serviceCharge: fc.option(
    fc.record({
      rate: fc.integer({ min: 0, max: 2_000 }),
      orderTypes: fc.subarray([...ORDER_TYPES]),
      taxed: fc.boolean(),
    }),
  ),
  cashRounding: fc.constant({ unit: 100, mode: 'NEAREST' as const }),
  nonCashRounding: fc.constant(null),
});
const off = fc.option(
  fc.record({ type: fc.constant('PERCENT' as const), value: fc.integer({ min: 0, max: 10_000 }) }),
);
const line = fc.record({
  tax_definition: tax,
  unit_price: fc.integer({ min: 0, max: 90_000 }),
  quantity_milli: fc.integer({ min: 1, max: 9_999 }),
  discount: off,
  voided_at: fc.constantFrom(null, null, at),
});
const documents: fc.Arbitrary<OrderDocument> = fc
  .tuple(fc.constantFrom(...ORDER_TYPES), off, rules, fc.array(line, { maxLength: 6 }))
  .map(([type, discount, pricing_settings, lines]) => ({
    order: order({ type, discount, pricing_settings }),
    items: lines.map((one, place) =>
      item(place, {
        ...one,
        void_reason: one.voided_at && 'salah',
        kitchen_status: one.voided_at && 'VOIDED',
      }),
    ),
    payments: [],
  }));

test('F-09 SELL-03 what the server stores of any order, the till reckons from its document to the rupiah', () => {
  fc.assert(
    fc.property(documents, (unpriced) => {
      const stored = priceDocument(unpriced);
      const document = JSON.parse(JSON.stringify(presentOrder(stored))) as OrderDto;
      const { bill, total, remaining } = priceOrder(orderToPrice(document));
      expect({ total, remaining, steps: bill.steps, taxes: bill.taxes }).toEqual({
        total: stored.order.total,
        remaining: document.dueTotal,
        steps: stored.order.steps,
        taxes: stored.order.taxes,
      });
    }),
    { numRuns: 500 },
  );
});

function workOn(document: OrderDocument): OrderWork {
  const place = { timeZone: 'Asia/Jakarta', businessDayCutoff: '04:00' };
  const actor = { userId: id(3), name: 'Rina' } as OrderWork['actor'];
  return startWork({ actor, place, at: new Date(at), before: document, document });
}

test('F-10 PAY-05 an order that is sold is never sold again, whatever was given back of it', () => {
  const paid = { ...NOTHING, subtotal: 10_000, total: 10_000, paid_total: 10_000 };
  for (const payment_status of ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'] as const) {
    const sold = order({ ...paid, payment_status, sale_entry_id: id(9) });
    const work = workOn({ order: sold, items: [item(0)], payments: [] });
    settleStates(work);
    expect(effectsOf(work, new Map()).postings).toEqual([]);
    expect(work.document.order).toMatchObject({ payment_status, sale_entry_id: id(9), status: 'COMPLETED' });
  }
});

test('F-06 SELL-08 states are brought in line without a sale where nothing is left or nothing was paid', () => {
  const gone = item(0, { voided_at: at, void_reason: 'salah', kitchen_status: 'VOIDED' });
  for (const items of [[gone], [item(0)]]) {
    const work = workOn({ order: order(), items, payments: [] });
    settleStates(work);
    expect(effectsOf(work, new Map()).postings).toEqual([]);
    expect(work.document.order).toMatchObject({ status: 'OPEN', payment_status: 'UNPAID' });
  }
});
