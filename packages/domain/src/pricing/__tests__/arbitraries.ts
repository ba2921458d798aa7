import fc from 'fast-check';
import { ORDER_TYPES } from '../../dto/enums';
import { ROUNDING_MODES } from '../../money';
import type { Discount, PriceBillInput, PricingLine, PricingSettings, TaxClass } from '../types';

const discount: fc.Arbitrary<Discount | null> = fc.option(
  fc.oneof(
    fc.record({ type: fc.constant('PERCENT' as const), value: fc.integer({ min: 0, max: 10_000 }) }),
    fc.record({ type: fc.constant('AMOUNT' as const), value: fc.integer({ min: 0, max: 200_000 }) }),
  ),
);

const CODES = ['A', 'B', 'C'];

const taxClass = (code: string): fc.Arbitrary<TaxClass> =>
  fc
    .record({
      kind: fc.constantFrom('PBJT', 'PPN', 'NONE'),
      rate: fc.oneof(fc.constantFrom(0, 1000, 1100, 1200), fc.integer({ min: 0, max: 10_000 })),
      inclusive: fc.boolean(),
      dpp: fc.constantFrom(undefined, 'FULL', 'ELEVEN_TWELFTHS'),
    })
    .map(({ dpp, ...rest }) => ({ code, name: code, ...rest, ...(dpp ? { dpp } : {}) }));

const price = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 500_000 }),
  fc.integer({ min: 0, max: 90_000_000_000 }),
);

const line = (taxClass: fc.Arbitrary<TaxClass>): fc.Arbitrary<Omit<PricingLine, 'id'>> =>
  fc.record({
    name: fc.constant('Kopi'),
    unitPrice: price,
    quantityMilli: fc.oneof(
      fc.integer({ min: 1, max: 20 }).map((whole) => whole * 1000),
      fc.integer({ min: 1, max: 9_999 }),
    ),
    modifiers: fc.array(
      fc.record({
        optionId: fc.constant('o'),
        name: fc.constant('Gula'),
        price: fc.integer({ min: 0, max: 20_000 }),
        quantity: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 2 },
    ),
    discount,
    taxClass,
  });

export interface BillOptions {
  minLines?: number;
  classes?: number;
  /** Lines may stand under definitions that the settings no longer have. */
  changed?: boolean;
}

/** Any rules a tenant could set. */
export function anySettings(classes = 3): fc.Arbitrary<PricingSettings> {
  const codes = CODES.slice(0, classes);
  const rounding = fc.option(
    fc.record({ unit: fc.constantFrom(1, 50, 100, 500), mode: fc.constantFrom(...ROUNDING_MODES) }),
  );
  return fc.record({
    currency: fc.constant('IDR'),
    taxClasses: fc.tuple(...codes.map(taxClass)),
    defaultTaxClass: fc.constantFrom(...codes),
    serviceCharge: fc.option(
      fc.record({
        rate: fc.integer({ min: 0, max: 10_000 }),
        orderTypes: fc.subarray([...ORDER_TYPES]),
        taxed: fc.boolean(),
      }),
    ),
    cashRounding: rounding,
    nonCashRounding: rounding,
  });
}

/** Any bill the till could produce: up to three tax classes, every discount and service rule. */
export function anyBill({
  minLines = 0,
  classes = 3,
  changed = false,
}: BillOptions = {}): fc.Arbitrary<PriceBillInput> {
  return anySettings(classes).chain((settings) => {
    const present = fc.constantFrom(...settings.taxClasses);
    const former = fc.constantFrom(...CODES).chain(taxClass);
    return fc.record({
      orderType: fc.constantFrom(...ORDER_TYPES),
      lines: fc
        .array(line(changed ? fc.oneof(present, former) : present), { minLength: minLines, maxLength: 7 })
        .map((lines) => lines.map((one, index) => ({ id: `l${index}`, ...one }))),
      discount,
      settings: fc.constant(settings),
      tipTotal: fc.integer({ min: 0, max: 50_000 }),
    });
  });
}
