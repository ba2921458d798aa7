import { orderToPrice, priceOrder } from '@meja/domain';
import type { OrderDto, PricingSettings, TaxClass } from '@meja/domain';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import { announceSessionEnd } from '@/shared/composables/session-end';
import { billOf, isOutdated, rulesOf } from '../basket/basket-bill';
import { toItemBody } from '../basket/basket-lines';
import { useBasket } from '../basket/basket.store';
import { item, menu, order, PB1, plain, pricingSettings, productOf, settings } from './fixtures';

const shot = { optionId: 'shot', name: 'Extra shot', price: 6_000, quantity: 1, isDefault: false };

function reload() {
  setActivePinia(createPinia());
  const basket = useBasket();
  basket.open({ tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' }, 'DINE_IN');
  return basket;
}

describe('basket', () => {
  let basket: ReturnType<typeof useBasket>;
  beforeEach(() => {
    basket = reload();
  });

  test('T-34 what was left out is neither priced nor sent, and makes another line than what was not', () => {
    const usual = { optionId: 'normal', name: 'Normal', price: 500, quantity: 1, isDefault: true };
    const without = { ...usual, quantity: 0 };
    basket.add(productOf('coffee'), { ...plain, variantId: 'small', modifiers: [usual] });
    basket.add(productOf('coffee'), { ...plain, variantId: 'small', modifiers: [without] });
    basket.add(productOf('coffee'), { ...plain, variantId: 'small', modifiers: [without] });
    expect(basket.state.lines.map(({ quantityMilli }) => quantityMilli)).toEqual([1000, 2000]);
    expect(basket.state.lines.map((line) => toItemBody(line).modifiers)).toEqual([
      [{ optionId: 'normal', quantity: 1 }],
      [],
    ]);
    expect(billOf(basket.state, settings)).toMatchObject({ ok: true, bill: { subtotal: 60_500 } });
  });

  test('SELL-02 a product with variant, modifiers and note becomes a line with its own price', () => {
    const choice = { ...plain, variantId: 'large', modifiers: [shot], note: 'es dipisah' };
    basket.add(productOf('coffee'), choice);
    expect(basket.state.lines).toMatchObject([
      {
        productId: 'coffee',
        variantId: 'large',
        variantName: 'Besar',
        unitPrice: 26_000,
        note: 'es dipisah',
      },
    ]);
  });

  test('SELL-02 the same product joins its line; other options, a note or a discount keep it apart', () => {
    const croissant = productOf('croissant');
    const first = basket.add(croissant, plain);
    expect(basket.add(croissant, plain)).toBe(first);
    basket.add(croissant, { ...plain, note: 'hangatkan' });
    basket.add(croissant, { ...plain, discount: { type: 'PERCENT', value: 1000 } });
    basket.add(productOf('coffee'), { ...plain, variantId: 'small' });
    basket.add(productOf('coffee'), { ...plain, variantId: 'small', modifiers: [shot] });
    expect(basket.state.lines.map((line) => line.quantityMilli)).toEqual([2000, 1000, 1000, 1000, 1000]);
  });

  test('SELL-02 weighed goods never join: each weighing is its own line', () => {
    basket.add(productOf('rice'), { ...plain, quantityMilli: 1250 });
    basket.add(productOf('rice'), { ...plain, quantityMilli: 750 });
    expect(basket.state.lines.map((line) => line.quantityMilli)).toEqual([1250, 750]);
  });

  test('SELL-02 a line taken down to nothing is removed and can be put back', () => {
    const id = basket.add(productOf('nasi'), plain);
    const removed = basket.setQuantity(id, 0);
    expect(basket.isEmpty).toBe(true);
    if (removed) basket.putBack(removed);
    expect(basket.state.lines).toHaveLength(1);
  });

  test('SELL-02 what is sent names no price: the server knows them', () => {
    basket.add(productOf('coffee'), { ...plain, variantId: 'large', modifiers: [shot], quantityMilli: 2000 });
    const [line] = basket.state.lines;
    expect(line && toItemBody(line)).toEqual({
      id: line?.id,
      productId: 'coffee',
      variantId: 'large',
      quantity: 2,
      modifiers: [{ optionId: 'shot', quantity: 1 }],
    });
  });

  test('SELL-03 the till prices with the same function as the server, to the rupiah', () => {
    basket.add(productOf('nasi'), plain);
    basket.setDiscount({ type: 'AMOUNT', value: 10_000 });
    const result = billOf(basket.state, settings);
    if (!result.ok) throw new Error('not priced');
    expect(result.bill).toMatchObject({
      subtotal: 100_000,
      serviceCharge: 4_500,
      taxTotal: 9_450,
      total: 103_950,
    });
  });

  test('SELL-03 stored items and new lines are one bill, voided items and payments taken off', () => {
    const base = order({
      items: [item('a'), item('b', { kitchenStatus: 'VOIDED', voidReason: 'salah pesan' })],
      type: 'TAKEAWAY',
      paidTotal: 50_000,
    });
    basket.reopen(base);
    basket.add(productOf('croissant'), plain);
    const result = billOf(basket.state, settings);
    expect(result).toMatchObject({
      ok: true,
      bill: { subtotal: 122_000, total: 134_200 },
      remaining: 84_200,
    });
  });

  const newer: PricingSettings = {
    ...pricingSettings,
    taxClasses: [{ ...PB1, rate: 500 }],
    serviceCharge: { rate: 1000, orderTypes: ['TAKEAWAY'], taxed: true },
    cashRounding: { unit: 1000, mode: 'UP' },
  };

  test('F-09 SELL-03 a reopened order is priced by the rules of its document, whatever the settings are by now', () => {
    basket.reopen(order({ type: 'TAKEAWAY', items: [item('a')] }));
    expect(billOf(basket.state, newer)).toMatchObject({ bill: { total: 110_000 }, remaining: 110_000 });
    expect(rulesOf(basket.state, newer).cashRounding).toEqual({ unit: 100, mode: 'NEAREST' });
    basket.add(productOf('croissant'), plain);
    // What is added is taxed as today's settings say; the order's service charge stays its own.
    expect(billOf(basket.state, newer)).toMatchObject({ bill: { total: 110_000 + 23_100 } });
    basket.startNew();
    expect(rulesOf(basket.state, newer)).toBe(newer);
  });

  test('F-09 SELL-03 the till’s total of a reopened order is its document’s own, for any settings of today', () => {
    const inclusive = { ...PB1, code: 'IN', inclusive: true };
    const ppn: TaxClass = { ...PB1, code: 'PPN', kind: 'PPN', rate: 1200 };
    const documents = [PB1, inclusive, ppn].flatMap((taxDefinition) =>
      [pricingSettings, newer].map((own) => {
        const items = [item('a'), item('b', { taxDefinition, unitPrice: 28_269 })];
        return order({ items, pricingSettings: own, discount: { type: 'PERCENT', value: 333 } });
      }),
    );
    for (const base of documents) {
      const { bill, total } = priceOrder(orderToPrice(base));
      for (const today of [pricingSettings, newer, { ...newer, taxClasses: [], serviceCharge: null }]) {
        basket.reopen({ ...base, total, dueTotal: total });
        expect(billOf(basket.state, today)).toEqual({ ok: true, bill, remaining: total });
      }
    }
  });

  test('F-09 WEB-05 an order kept by the version before, without its rules, is not priced until it is read again', () => {
    const { pricingSettings: _, ...older } = order({ items: [item('a')] });
    basket.reopen(older as OrderDto);
    expect(isOutdated(basket.state.base)).toBe(true);
    expect(billOf(basket.state, settings)).toEqual({ ok: false, lineId: null });
    basket.adopt(order({ items: [item('a')] }));
    expect(billOf(basket.state, settings)).toMatchObject({ ok: true });
  });

  test('F-07 SELL-03 a menu with other prices names the lines that cost something else now', () => {
    basket.add(productOf('nasi'), plain);
    basket.add(productOf('croissant'), plain);
    const products = menu.products.map((one) => (one.id === 'nasi' ? { ...one, price: 110_000 } : one));
    expect(basket.follow({ ...menu, products }).map(({ name, unitPrice }) => [name, unitPrice])).toEqual([
      ['Nasi Goreng', 110_000],
    ]);
    expect(basket.follow({ ...menu, products })).toEqual([]);
  });

  test('SELL-03 a quantity beyond reckoning is said, not thrown', () => {
    const id = basket.add(productOf('nasi'), plain);
    basket.setQuantity(id, Number.MAX_SAFE_INTEGER);
    expect(billOf(basket.state, settings)).toMatchObject({ ok: false });
  });

  test('WEB-05 a reload brings the basket back, with the same order id and keys', () => {
    basket.add(productOf('nasi'), plain);
    basket.state.queueName = 'Budi';
    const before = { id: basket.state.orderId, key: basket.keyFor('create', { a: 1 }) };
    const again = reload();
    expect(again.state.lines).toHaveLength(1);
    expect(again.state.queueName).toBe('Budi');
    expect({ id: again.state.orderId, key: again.keyFor('create', { a: 1 }) }).toEqual(before);
  });

  test('WEB-05 each person and outlet has a basket of their own', () => {
    basket.add(productOf('nasi'), plain);
    basket.open({ tenantId: 'tenant-1', userId: 'user-2', outletId: 'outlet-1' }, 'TAKEAWAY');
    expect(basket.isEmpty).toBe(true);
    basket.open({ tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' }, 'TAKEAWAY');
    expect(basket.state.lines).toHaveLength(1);
  });

  test('F-01 a basket of one business is not found in another that has the same outlet id', () => {
    basket.add(productOf('nasi'), plain);
    basket.open({ tenantId: 'tenant-2', userId: 'user-1', outletId: 'outlet-1' }, 'TAKEAWAY');
    expect(basket.isEmpty).toBe(true);
    expect(reload().state.lines).toHaveLength(1);
  });

  test('WEB-05 signing out clears the basket; a session that is lost keeps it for coming back', () => {
    basket.add(productOf('nasi'), plain);
    announceSessionEnd('lost');
    expect(reload().state.lines).toHaveLength(1);
    announceSessionEnd('signed-out');
    expect(reload().isEmpty).toBe(true);
  });

  test('SELL-11 equal content has one key, other content another', () => {
    const key = basket.keyFor('create', { items: [1, 2] });
    expect(basket.keyFor('create', { items: [1, 2] })).toBe(key);
    expect(basket.keyFor('create', { items: [1, 3] })).not.toBe(key);
    expect(basket.keyFor('items', { items: [1, 2] })).not.toBe(key);
  });

  test('CAT-06 a changed menu changes the open basket’s names and prices', () => {
    basket.add(productOf('coffee'), { ...plain, variantId: 'small', modifiers: [shot] });
    const changed = structuredClone(menu);
    for (const product of changed.products) for (const variant of product.variants) variant.price += 1_000;
    for (const group of changed.modifierGroups) for (const option of group.options) option.price += 500;
    basket.follow(changed);
    expect(basket.state.lines).toMatchObject([
      { unitPrice: 21_000, modifiers: [{ optionId: 'shot', price: 6_500 }] },
    ]);
  });

  test('SELL-04 a reopened order keeps its table, type and discount', () => {
    basket.reopen(order({ tableName: '7', discount: { type: 'PERCENT', value: 500 } }));
    expect(basket.state).toMatchObject({
      queueName: '7',
      type: 'DINE_IN',
      discount: { value: 500 },
      lines: [],
    });
  });

  test('F-31 a basket that went to another tab is written there alone, and comes back as it stands there', () => {
    const place = { tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' };
    basket.add(productOf('nasi'), plain);
    basket.close();
    const there = reload();
    there.add(productOf('croissant'), plain);
    basket.add(productOf('coffee'), plain);
    basket.startNew();
    basket.open(place, 'DINE_IN');
    expect(basket.state).toEqual(there.state);
    expect(basket.state.lines.map((line) => line.productId)).toEqual(['nasi', 'croissant']);
  });

  test('F-31 what is being sent ends before the basket is settled', async () => {
    const seen: string[] = [];
    const sending = basket.during(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      seen.push('sent');
    });
    await basket.settled();
    seen.push('settled');
    await sending;
    expect(seen).toEqual(['sent', 'settled']);
  });
});
