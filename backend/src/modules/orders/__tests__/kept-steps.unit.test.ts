import { createHash } from 'node:crypto';
import type { PricingSettings, TaxClass } from '@meja/domain';
import { priceDocument, stepsToKeep, taxToKeep, withSteps } from '../orders.pricing';
import type { OrderDocument, OrderItemRow, OrderRow } from '../orders.rows';

const PBJT: TaxClass = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };
const PPN: TaxClass = { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true };
const RULES: PricingSettings = {
  currency: 'IDR',
  taxClasses: [PBJT, PPN],
  defaultTaxClass: 'PBJT',
  serviceCharge: { rate: 550, orderTypes: ['DINE_IN'], taxed: true },
  cashRounding: null,
  nonCashRounding: null,
};

const item = (place: number, more: Partial<OrderItemRow>): OrderItemRow =>
  ({
    id: `00000000-0000-7000-8000-00000000000${place}`,
    position: place,
    product_id: 'p',
    name: `Menu ${place}`,
    quantity_milli: 1500,
    unit_price: 12_345,
    modifiers: [],
    tax_class: 'PBJT',
    tax_definition: PBJT,
    discount: null,
    voided_at: null,
    ...more,
  }) as OrderItemRow;

/** An order to which nearly every rule applies. */
const priced = (): OrderDocument =>
  priceDocument({
    order: {
      type: 'DINE_IN',
      status: 'OPEN',
      discount: { type: 'AMOUNT', value: 1_001 },
      pricing_settings: RULES,
      tip_total: 3_000,
      rounding: 0,
      paid_total: 0,
      steps: [],
    } as unknown as OrderRow,
    items: [
      item(1, { discount: { type: 'PERCENT', value: 1_250 } }),
      item(2, { tax_class: 'PPN', tax_definition: PPN, unit_price: 33_300 }),
      item(3, { quantity_milli: 2000, unit_price: 7_500 }),
    ],
    payments: [],
  });

/** As it comes back from the database: every text parsed anew. */
const stored = (document: OrderDocument): OrderDocument =>
  JSON.parse(
    JSON.stringify({ ...document, order: { ...document.order, steps: stepsToKeep(document, false) } }),
  ) as OrderDocument;

test('PERF-05 BEY-06 steps that follow from what is kept are left out and told again', () => {
  const document = priced();
  expect(new Set(document.order.steps.map(({ rule }) => rule)).size).toBe(10);
  expect(stepsToKeep(document, true)).toEqual([]);
  expect(stored(document).order.steps).toEqual([]);
  expect(withSteps(stored(document))).toEqual(JSON.parse(JSON.stringify(document)));
});

test('PERF-05 BEY-06 steps that what is kept does not give again are kept', () => {
  const { order, items, payments } = priced();
  const voided = { order, items: items.map((line) => ({ ...line, voided_at: '2026-11-26' })), payments };
  expect(stepsToKeep(voided, false)).toEqual(order.steps);
  expect(withSteps(stored(voided)).order.steps).toEqual(order.steps);
  const told = order.steps.map((step, index) => (index === 0 ? { ...step, result: step.result + 1 } : step));
  const otherwise = { order: { ...order, steps: told }, items, payments };
  expect(stepsToKeep(otherwise, false)).toEqual(told);
});

test('PERF-05 SELL-06 a line keeps its tax where the order’s rules do not define it so', () => {
  const document = priced();
  const line = document.items[0]!;
  expect(taxToKeep(document, line)).toBeNull();
  expect(taxToKeep(document, { ...line, tax_definition: { ...PBJT } })).toBeNull();
  const other = { ...PBJT, rate: 1100 };
  expect(taxToKeep(document, { ...line, tax_definition: other })).toEqual(other);
});

test('PERF-05 BEY-06 pricing tells orders of earlier versions as they were told then', () => {
  // Where this changes, steps of the orders that are there must be stored first (ADR 0016).
  const digest = createHash('sha256').update(JSON.stringify(priced().order.steps)).digest('hex');
  expect(digest).toBe('abd13b638838ec44db44347cd41c004fc4e2595c14678bdf1ad6f16e1f255fd1');
});
