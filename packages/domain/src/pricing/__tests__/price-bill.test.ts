import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceBill } from '../price-bill';
import { replaySteps } from '../replay-steps';
import { PricingError, type PriceBillInput } from '../types';
import { taxClassOf } from '../formulas';
import { bill, line, NONE, PBJT, PPN12, PPN12_IN, settings } from './fixtures';

const service5 = { rate: 500, orderTypes: ['DINE_IN' as const], taxed: true };

describe('SELL-03 the vectors of the field', () => {
  test('SELL-03 100,000 less 10,000, service 5 %, PBJT 10 % on both: 103,950', () => {
    const priced = priceBill(
      bill([line({ unitPrice: 50_000, quantityMilli: 2000 })], {
        discount: { type: 'AMOUNT', value: 10_000 },
        settings: settings({ serviceCharge: service5 }),
      }),
    );
    expect(priced).toMatchObject({
      subtotal: 100_000,
      discountTotal: 10_000,
      serviceCharge: 4_500,
      taxTotal: 9_450,
      taxIncludedTotal: 0,
      total: 103_950,
      taxes: [{ code: 'PBJT', kind: 'PBJT', rate: 1000, base: 94_500, amount: 9_450, included: 0 }],
    });
    expect(priced.steps.map((step) => [step.rule, step.result])).toEqual([
      ['line_gross', 100_000],
      ['order_discount', 10_000],
      ['service_charge', 4_500],
      ['tax', 9_450],
    ]);
  });

  test('SELL-03 PPN 12 % of 11/12: Rp50,000,000 has DPP 45,833,333 and tax 5,500,000', () => {
    const priced = priceBill(bill([line({ unitPrice: 50_000_000, taxClass: 'PPN' })]));
    expect(priced.taxes).toEqual([
      { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, base: 45_833_333, amount: 5_500_000, included: 0 },
    ]);
    expect(priced.total).toBe(55_500_000);
    expect(priced.steps.map((step) => step.rule)).toEqual(['line_gross', 'tax_base', 'tax']);
  });

  test('SELL-03 a price that includes PPN 12 % contains P × 11/111', () => {
    const priced = priceBill(bill([line({ unitPrice: 111_000, taxClass: 'PPN_IN' })]));
    expect(priced).toMatchObject({
      subtotal: 111_000,
      taxTotal: 11_000,
      taxIncludedTotal: 11_000,
      total: 111_000,
    });
    expect(priced.lines[0]).toMatchObject({ net: 100_000, tax: 11_000, taxIncluded: 11_000, total: 111_000 });
    expect(priced.taxes[0]).toMatchObject({ base: 91_667, amount: 11_000, included: 11_000 });
  });

  test('SELL-03 PPN at 11 % is reckoned on the full price', () => {
    const ppn11 = { code: 'P', name: 'PPN', kind: 'PPN' as const, rate: 1100, inclusive: false };
    const own = settings({ taxClasses: [ppn11], defaultTaxClass: 'P' });
    expect(priceBill(bill([line({ unitPrice: 100_000 })], { settings: own })).taxTotal).toBe(11_000);
  });

  test('SELL-03 luxury goods at the full 12 % by an explicit rule', () => {
    const luxury = {
      code: 'L',
      name: 'PPN',
      kind: 'PPN' as const,
      rate: 1200,
      inclusive: false,
      dpp: 'FULL' as const,
    };
    const own = settings({ taxClasses: [luxury], defaultTaxClass: 'L' });
    expect(priceBill(bill([line({ unitPrice: 100_000 })], { settings: own })).taxTotal).toBe(12_000);
  });
});

describe('SELL-03 lines', () => {
  test('SELL-03 modifiers are priced with each unit, weights round once', () => {
    const modifiers = [
      { optionId: 'o1', name: 'Telur', price: 5_000, quantity: 2 },
      { optionId: 'o2', name: 'Sambal', price: 0, quantity: 1 },
    ];
    expect(priceBill(bill([line({ quantityMilli: 2000, modifiers, taxClass: 'NONE' })])).total).toBe(70_000);
    // 0.333 kg at 12,345: 4,110.885
    const weighed = line({ unitPrice: 12_345, quantityMilli: 333, taxClass: 'NONE' });
    expect(priceBill(bill([weighed])).total).toBe(4_111);
    // exactly half a rupiah goes up
    expect(priceBill(bill([line({ unitPrice: 1, quantityMilli: 500, taxClass: 'NONE' })])).total).toBe(1);
  });

  test('SELL-03 a line discount larger than the line takes the line and no more', () => {
    const priced = priceBill(
      bill([line({ discount: { type: 'AMOUNT', value: 99_999 } }), line({ id: 'b' })]),
    );
    expect(priced.lines[0]).toMatchObject({ gross: 25_000, discount: 25_000, net: 0, tax: 0, total: 0 });
    expect(priced).toMatchObject({ discountTotal: 25_000, taxTotal: 2_500, total: 27_500 });
  });

  test('SELL-03 an order discount larger than the bill makes it free, not negative', () => {
    const priced = priceBill(bill([line()], { discount: { type: 'AMOUNT', value: 1_000_000 } }));
    expect(priced).toMatchObject({ discountTotal: 25_000, taxTotal: 0, total: 0 });
    expect(replaySteps(priced.steps)).toBe(0);
  });

  test('SELL-03 an order discount is spread by what the lines still cost, the odd rupiah to the largest remainder', () => {
    const lines = ['a', 'b', 'c'].map((id) => line({ id, unitPrice: 10_000, taxClass: 'NONE' }));
    const priced = priceBill(bill(lines, { discount: { type: 'AMOUNT', value: 10_000 } }));
    expect(priced.lines.map((one) => one.orderDiscount)).toEqual([3_334, 3_333, 3_333]);
  });

  test('SELL-03 a bill without lines is zero', () => {
    expect(priceBill(bill([]))).toMatchObject({ lines: [], subtotal: 0, total: 0, taxes: [], steps: [] });
  });
});

describe('SELL-03 service charge and taxes', () => {
  test('SELL-03 service applies only to the listed order types', () => {
    const own = settings({ serviceCharge: service5 });
    expect(priceBill(bill([line()], { settings: own, orderType: 'TAKEAWAY' })).serviceCharge).toBe(0);
    expect(priceBill(bill([line()], { settings: own })).serviceCharge).toBe(1_250);
  });

  test('SELL-03 untaxed service stays out of the tax base', () => {
    const own = settings({ serviceCharge: { ...service5, taxed: false } });
    const priced = priceBill(bill([line({ unitPrice: 100_000 })], { settings: own }));
    expect(priced).toMatchObject({ serviceCharge: 5_000, taxTotal: 10_000, total: 115_000 });
  });

  test('SELL-03 service on an inclusive price is reckoned without the tax, and taxed as a step of its own', () => {
    const own = settings({ serviceCharge: service5 });
    const priced = priceBill(bill([line({ unitPrice: 110_000, taxClass: 'PBJT_IN' })], { settings: own }));
    expect(priced).toMatchObject({
      serviceCharge: 5_000,
      taxTotal: 10_500,
      taxIncludedTotal: 10_000,
      total: 115_500,
    });
    expect(priced.taxes[0]).toMatchObject({ base: 105_000, amount: 10_500, included: 10_000 });
    expect(priced.steps.map((step) => step.rule)).toEqual([
      'line_gross',
      'tax_included',
      'service_charge',
      'service_tax',
    ]);
  });

  test('SELL-03 PBJT food and PPN goods in one basket are taxed per class, each once', () => {
    const priced = priceBill(
      bill([
        line({ id: 'a', unitPrice: 33_333 }),
        line({ id: 'b', unitPrice: 33_333 }),
        line({ id: 'c', unitPrice: 55_500, taxClass: 'PPN_IN' }),
        line({ id: 'd', unitPrice: 1_000, taxClass: 'NONE' }),
      ]),
    );
    // 66,666 × 10 % = 6,666.6: rounded once; line by line it would be 6,666
    expect(priced.taxes.map((tax) => [tax.code, tax.amount])).toEqual([
      ['PBJT', 6_667],
      ['PPN_IN', 5_500],
    ]);
    expect(priced.lines.map((one) => one.tax)).toEqual([3_334, 3_333, 5_500, 0]);
    expect(priced.total).toBe(66_666 + 6_667 + 55_500 + 1_000);
  });

  test('SELL-03 a tip is added after everything and taxed by nothing', () => {
    const priced = priceBill(bill([line()], { tipTotal: 5_000 }));
    expect(priced).toMatchObject({ taxTotal: 2_500, tipTotal: 5_000, total: 32_500 });
  });
});

describe('F-13 SELL-03 PPN of 11/12 is reckoned from a base in whole rupiah, as it is filed', () => {
  // Price, base and tax: at 25,468 and 22,450 the tax of the whole base and that of the exact one differ by a rupiah.
  test.each([
    [25_468, 23_346, 2_802],
    [22_450, 20_579, 2_469],
    [50_000_000, 45_833_333, 5_500_000],
    [6, 6, 1],
  ])('F-13 SELL-03 %i with PPN on top has the base %i and the tax %i', (unitPrice, base, tax) => {
    const priced = priceBill(bill([line({ unitPrice, taxClass: 'PPN' })]));
    expect(priced.taxes[0]).toMatchObject({ base, amount: tax, included: 0 });
    expect(priced.total).toBe(unitPrice + tax);
    expect(replaySteps(priced.steps)).toBe(priced.total);
  });

  test.each([
    [25_468, 21_032, 2_524],
    [22_450, 18_540, 2_225],
    [25_000, 20_646, 2_478],
    [28_269, 23_345, 2_801],
    [111_000, 91_667, 11_000],
  ])('F-13 SELL-03 %i with PPN in it has the base %i and the tax %i', (unitPrice, base, tax) => {
    const priced = priceBill(bill([line({ unitPrice, taxClass: 'PPN_IN' })]));
    expect(priced.taxes[0]).toMatchObject({ base, amount: tax, included: tax });
    expect(priced.total).toBe(unitPrice);
    expect(priced.steps.map(({ rule, result }) => [rule, result])).toEqual([
      ['line_gross', unitPrice],
      ['tax_included_base', base],
      ['tax_included', tax],
    ]);
    expect(replaySteps(priced.steps)).toBe(unitPrice);
  });

  test('F-13 SELL-03 the filed tax is always 12 % of the filed base, on top or contained', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom('PPN', 'PPN_IN'),
        (unitPrice, taxClass) => {
          const [tax] = priceBill(bill([line({ unitPrice, taxClass })])).taxes;
          expect(tax!.amount).toBe(Math.floor((tax!.base * 12 + 50) / 100));
        },
      ),
    );
  });

  test('F-13 SELL-03 steps kept by the first version, which rounded once, are replayed as they were', () => {
    const { steps } = priceBill(bill([line({ taxClass: 'NONE' })]));
    const kept = {
      rule: 'tax_included' as const,
      scope: 'TAX_CLASS' as const,
      taxClass: 'PPN_IN',
      base: 25_000,
      rate: 1200,
      result: 2_477,
      params: { name: 'PPN', kind: 'PPN', dpp: 'ELEVEN_TWELFTHS' },
    };
    expect(replaySteps([...steps, kept])).toBe(25_000);
  });
});

describe('F-08 SELL-03 lines keep the tax they were sold under', () => {
  const newer = { ...PBJT, rate: 800, name: 'PB1' };

  test('F-08 SELL-03 a class that the settings do not know, or know otherwise by now, is reckoned as its line says', () => {
    const own = settings({ taxClasses: [newer, NONE], defaultTaxClass: 'PBJT' });
    const lines = [
      { ...line({ id: 'old' }), taxClass: PBJT },
      { ...line({ id: 'new' }), taxClass: newer },
      { ...line({ id: 'foreign' }), taxClass: PPN12 },
    ];
    const priced = priceBill({ orderType: 'DINE_IN', lines, settings: own });
    expect(priced.taxes.map(({ code, rate, amount }) => [code, rate, amount])).toEqual([
      ['PBJT', 800, 2_000],
      ['PBJT', 1000, 2_500],
      ['PPN', 1200, 2_750],
    ]);
    expect(priced.lines.map(({ tax }) => tax)).toEqual([2_500, 2_000, 2_750]);
  });

  test('F-08 SELL-03 another name of the same tax is the same tax, rounded once', () => {
    const half = { unitPrice: 5, quantityMilli: 1000 };
    const lines = [
      { ...line({ ...half, id: 'a' }), taxClass: PBJT },
      { ...line({ ...half, id: 'b' }), taxClass: { ...PBJT, name: 'Pajak resto' } },
    ];
    expect(priceBill({ orderType: 'DINE_IN', lines, settings: settings() }).taxTotal).toBe(1);
  });

  test('F-08 SELL-03 the definition of a code is the settings’, of none the default’s', () => {
    expect(taxClassOf(settings(), 'PPN_IN')).toEqual(PPN12_IN);
    expect(taxClassOf(settings(), null)).toEqual(PBJT);
    expect(() => taxClassOf(settings(), 'X', 'a')).toThrow(PricingError);
    expect(() => taxClassOf(settings({ defaultTaxClass: 'X' }), undefined)).toThrow(PricingError);
  });
});

describe('SELL-03 input that cannot be priced', () => {
  const cases: [string, PriceBillInput, string][] = [
    ['a negative price', bill([line({ unitPrice: -1 })]), 'invalid_amount'],
    ['a fraction of a rupiah', bill([line({ unitPrice: 0.5 })]), 'invalid_amount'],
    ['a price beyond the safe integers', bill([line({ unitPrice: 2 ** 53 })]), 'invalid_amount'],
    ['NaN', bill([line({ unitPrice: NaN })]), 'invalid_amount'],
    ['no quantity', bill([line({ quantityMilli: 0 })]), 'invalid_quantity'],
    ['a negative quantity', bill([line({ quantityMilli: -1000 })]), 'invalid_quantity'],
    ['a quantity of 2^53', bill([line({ quantityMilli: 2 ** 53 })]), 'invalid_quantity'],
    ['half a thousandth', bill([line({ quantityMilli: 0.5 })]), 'invalid_quantity'],
    [
      'a rate above 100 %',
      bill([line()], { settings: settings({ taxClasses: [{ ...PBJT, rate: 10_001 }] }) }),
      'invalid_rate',
    ],
    [
      'a discount above 100 %',
      bill([line({ discount: { type: 'PERCENT', value: 10_001 } })]),
      'invalid_discount',
    ],
    ['a negative discount', bill([line()], { discount: { type: 'AMOUNT', value: -1 } }), 'invalid_discount'],
    ['a negative tip', bill([line()], { tipTotal: -1 }), 'invalid_amount'],
    ['two lines with one id', bill([line(), line()]), 'duplicate_line'],
    ['a sum beyond range', bill([line({ unitPrice: 2 ** 52, quantityMilli: 3000 })]), 'amount_overflow'],
    [
      'lines that add up beyond range',
      bill([line({ unitPrice: 2 ** 53 - 1 }), line({ id: 'b', unitPrice: 2 ** 53 - 1 })]),
      'amount_overflow',
    ],
    [
      'a negative modifier',
      bill([line({ modifiers: [{ optionId: 'o', name: 'X', price: -1, quantity: 1 }] })]),
      'invalid_amount',
    ],
    [
      'a modifier without quantity',
      bill([line({ modifiers: [{ optionId: 'o', name: 'X', price: 1, quantity: 0 }] })]),
      'invalid_quantity',
    ],
    [
      'a service charge above 100 %',
      bill([line()], { settings: settings({ serviceCharge: { ...service5, rate: 10_001 } }) }),
      'invalid_rate',
    ],
  ];
  test.each(cases)('SELL-03 refuses %s', (_, input, code) => {
    let thrown: unknown;
    try {
      priceBill(input);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PricingError);
    expect((thrown as PricingError).code).toBe(code);
  });
});
