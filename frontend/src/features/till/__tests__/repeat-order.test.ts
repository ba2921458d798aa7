import { expect, test } from 'vitest';
import type { OrderItemDto } from '@meja/domain';
import { repeatOrder } from '../basket/repeat-order';
import { indexMenu } from '../menu/menu-index';
import { menu } from './fixtures';

const sold = (productId: string, more: Partial<OrderItemDto> = {}): OrderItemDto => ({
  id: productId,
  productId,
  variantId: null,
  name: productId,
  variantName: null,
  quantity: 1,
  unitPrice: 1,
  modifiers: [],
  discount: null,
  discountTotal: 0,
  note: null,
  seat: null,
  course: null,
  taxClass: 'PB1',
  taxDefinition: { code: 'PB1', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false },
  stationId: null,
  kitchenStatus: null,
  sentAt: null,
  voidReason: null,
  total: 1,
  ...more,
});
const index = indexMenu(menu);
const less = { optionId: 'less', name: 'Sedikit', price: 0, quantity: 1, isDefault: false };

test('T-36 what was sold comes again with options, amount and note, at the menu’s prices and without discount', () => {
  const { lines, missing } = repeatOrder(
    [
      sold('coffee', {
        variantId: 'large',
        quantity: 2,
        note: 'Es dipisah',
        modifiers: [less, { optionId: 'shot', name: 'Old name', price: 1, quantity: 1, isDefault: false }],
        discount: { type: 'PERCENT', value: 1_000 },
      }),
      sold('rice', { quantity: 1.25 }),
    ],
    index,
  );
  expect(missing).toEqual([]);
  expect(lines.map(({ product, choice }) => [product.id, choice])).toEqual([
    [
      'coffee',
      {
        variantId: 'large',
        quantityMilli: 2_000,
        modifiers: [
          less,
          { optionId: 'shot', name: 'Extra shot', price: 6_000, quantity: 1, isDefault: false },
        ],
        discount: null,
        note: 'Es dipisah',
      },
    ],
    ['rice', { variantId: null, quantityMilli: 1_250, modifiers: [], discount: null, note: null }],
  ]);
});

test.each([
  ['is not on the menu any more', sold('unknown')],
  ['is sold out', sold('gone')],
  ['lost its variant', sold('coffee', { variantId: 'huge' })],
  ['has variants now', sold('coffee')],
  ['has none any more', sold('nasi', { variantId: 'small' })],
  ['had an option that is gone', sold('nasi', { modifiers: [{ ...less, optionId: 'x', name: 'X' }] })],
  ['lacks what must be chosen now', sold('coffee', { variantId: 'large' })],
])('T-36 what %s is named and does not come', (_, item) => {
  expect(repeatOrder([item, sold('water')], index)).toMatchObject({
    lines: [{ product: { id: 'water' } }],
    missing: [item.name],
  });
});

test('T-36 what was voided was not sold', () => {
  expect(
    repeatOrder([sold('nasi', { voidReason: 'Salah' }), sold('nasi', { kitchenStatus: 'VOIDED' })], index),
  ).toEqual({
    lines: [],
    missing: [],
  });
});

test('T-22 T-34 an option of another variant does not come again; what was left out stays left out', () => {
  const tied = structuredClone(menu);
  const coffee = tied.products.find(({ id }) => id === 'coffee')!;
  coffee.modifierGroupVariants = [{ groupId: 'extra', variantIds: ['small'] }];
  tied.modifierGroups.find(({ id }) => id === 'extra')!.options[0]!.default = true;
  const shot = { ...less, optionId: 'shot', name: 'Extra shot', price: 6_000 };
  const again = (variantId: string, modifiers: OrderItemDto['modifiers']) =>
    repeatOrder([sold('coffee', { variantId, modifiers })], indexMenu(tied));
  expect(again('large', [less, shot]).missing).toEqual(['coffee']);
  expect(again('large', [less]).lines[0]?.choice.modifiers).toEqual([less]);
  const without = again('small', [less, { ...shot, quantity: 0, isDefault: true }]);
  expect(without.lines[0]?.choice.modifiers).toEqual([less, { ...shot, quantity: 0, isDefault: true }]);
});
