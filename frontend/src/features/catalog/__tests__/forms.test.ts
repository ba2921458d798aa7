import type { ModifierGroupDto, ProductDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { emptyOption, groupBody, groupForm, groupIssues } from '../group-form';
import { priceRange, productBody, productForm, productIssues } from '../product-form';
import { moveRow } from '../reorder';

const latte: ProductDto = {
  id: 'p1',
  name: 'Es kopi susu',
  description: null,
  categoryId: 'c1',
  price: 18_000,
  sku: 'KOP-01',
  barcode: null,
  taxClass: null,
  unit: 'PIECE',
  trackStock: false,
  variants: [
    { id: 'v1', name: 'Reguler', price: 18_000, sku: null, barcode: null, position: 0, available: true },
    { id: 'v2', name: 'Besar', price: 24_000, sku: 'KOP-01B', barcode: null, position: 1, available: true },
  ],
  modifierGroupIds: ['g1'],
  modifierGroupVariants: [{ groupId: 'g1', variantIds: ['v2'] }],
  stationId: 's1',
  needsPreparation: null,
  outletStations: [],
  photoUrl: null,
  active: true,
  unavailableOutletIds: [],
  outletPrices: [],
  position: 0,
  version: 3,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};

describe('CAT-01 the product form', () => {
  test('CAT-01 what it shows is what it sends back', () => {
    const body = productBody(productForm(latte));
    expect(body).toMatchObject({ name: 'Es kopi susu', price: 18_000, sku: 'KOP-01', barcode: null });
    expect(body.variants).toEqual([
      { id: 'v1', name: 'Reguler', price: 18_000, sku: null, barcode: null },
      { id: 'v2', name: 'Besar', price: 24_000, sku: 'KOP-01B', barcode: null },
    ]);
  });

  test('CAT-01 blank codes are sent as none, names without spaces around', () => {
    const form = { ...productForm(null), name: '  Teh  ', price: 0, sku: '  ' };
    expect(productBody(form)).toMatchObject({ name: 'Teh', sku: null, price: 0 });
  });

  test('CAT-01 with variants alone the lowest price stands for the product', () => {
    const form = { ...productForm(latte), price: null };
    expect(productIssues(form)).toEqual({});
    expect(productBody(form).price).toBe(18_000);
  });

  test('CAT-01 names what is missing by the path of the body', () => {
    const blank = { id: null, name: '', price: null, sku: '', barcode: '' };
    expect(productIssues(productForm(null))).toEqual({ name: 'name', price: 'price' });
    expect(productIssues({ ...productForm(latte), ties: {}, variants: [blank] })).toEqual({
      'variants.0.name': 'variantName',
      'variants.0.price': 'variantPrice',
    });
  });

  test('T-22 a tie is sent back as it was, without variants that were taken out', () => {
    const form = productForm(latte);
    expect(productBody(form).modifierGroupVariants).toEqual([{ groupId: 'g1', variantIds: ['v2'] }]);
    expect(productBody({ ...form, ties: {} }).modifierGroupVariants).toEqual([]);
    expect(productBody({ ...form, modifierGroupIds: [] }).modifierGroupVariants).toEqual([]);
    const fewer = { ...form, variants: form.variants.slice(0, 1) };
    // Taking out the last variant does not make the group one of all of them.
    expect(productIssues(fewer)).toEqual({ 'ties.g1': 'groupVariants' });
  });

  test('CAT-01 a free product is not one without a price', () => {
    expect(productIssues({ ...productForm(null), name: 'Air putih', price: 0 })).toEqual({});
  });

  test('CAT-01 shows the range of the variants', () => {
    expect(priceRange(latte)).toEqual({ from: 18_000, to: 24_000 });
    expect(priceRange({ price: 5_000, variants: [] })).toEqual({ from: 5_000, to: 5_000 });
  });
});

describe('CAT-02 the modifier form', () => {
  const sugar: ModifierGroupDto = {
    id: 'g1',
    name: 'Tingkat gula',
    min: 1,
    max: 1,
    options: [
      { id: 'o1', name: 'Normal', price: 0, default: true, position: 0, available: true },
      { id: 'o2', name: 'Tanpa gula', price: 0, default: false, position: 1, available: true },
    ],
    version: 1,
  };

  test('CAT-02 what it shows is what it sends back', () => {
    expect(groupBody(groupForm(sugar))).toEqual({
      name: 'Tingkat gula',
      min: 1,
      max: 1,
      options: [
        { id: 'o1', name: 'Normal', price: 0, default: true },
        { id: 'o2', name: 'Tanpa gula', price: 0, default: false },
      ],
    });
  });

  test('CAT-02 refuses rules that nobody could follow', () => {
    const form = groupForm(sugar);
    expect(groupIssues(form)).toEqual({});
    expect(groupIssues({ ...form, max: 0 })).toMatchObject({ max: 'max' });
    expect(groupIssues({ ...form, min: 3, max: 3 })).toMatchObject({ min: 'min' });
    expect(groupIssues({ ...form, options: [] })).toMatchObject({ options: 'options' });
    expect(groupIssues({ ...form, options: [emptyOption()] })).toMatchObject({ 'options.0.name': 'name' });
    const both = form.options.map((option) => ({ ...option, default: true }));
    expect(groupIssues({ ...form, options: both })).toMatchObject({ options: 'tooManyDefaults' });
  });
});

describe('CAT-02 order of categories', () => {
  const rows = [
    { id: 'a', position: 0 },
    { id: 'b', position: 1 },
    { id: 'c', position: 2 },
  ];

  test('CAT-02 a move changes the two that swap places', () => {
    const { rows: moved, changed } = moveRow(rows, 'c', -1);
    expect(moved.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(changed).toEqual([
      { id: 'c', position: 1 },
      { id: 'b', position: 2 },
    ]);
  });

  test('CAT-02 rows that shared a position get one each', () => {
    const same = rows.map((row) => ({ ...row, position: 0 }));
    expect(moveRow(same, 'a', 1).changed).toEqual([
      { id: 'a', position: 1 },
      { id: 'c', position: 2 },
    ]);
  });

  test('CAT-02 nothing moves beyond the ends', () => {
    expect(moveRow(rows, 'a', -1).changed).toEqual([]);
    expect(moveRow(rows, 'c', 1).changed).toEqual([]);
  });
});
