import type { OrderDto } from '@meja/domain';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import { billOf } from '../basket/basket-bill';
import { useBasket } from '../basket/basket.store';
import { kitchenOf } from '../basket/kitchen-lines';
import { noteAgain } from '../payment/tender';
import { item, menu, order, plain, pricingSettings, productOf, settings } from './fixtures';

const cash = { method: 'CASH' as const, amount: 110_000, tendered: 110_000, reference: null };
const unsent = { sentAt: null, kitchenStatus: null };
const payment = (id: string, amount: number): OrderDto['payments'][number] => ({
  id,
  method: 'CASH',
  amount,
  tip: 0,
  tendered: amount,
  change: 0,
  rounding: 0,
  confirmation: null,
  reference: null,
  paidAt: '2026-11-21T03:00:00.000Z',
});

describe('a basket meets its order', () => {
  let basket: ReturnType<typeof useBasket>;
  const base = order({ id: 'order-9', tableName: '3', items: [item('a')], version: 4 });
  const now = (more: Partial<OrderDto>): OrderDto => order({ ...base, version: 5, ...more });

  beforeEach(() => {
    setActivePinia(createPinia());
    basket = useBasket();
    basket.open({ tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' }, 'DINE_IN');
  });

  test('T-12 what others changed is taken in and told; lines and payments of here stay', () => {
    basket.reopen(base);
    const mine = basket.add(productOf('croissant'), plain);
    basket.addTender({ id: 'pay-1', ...cash });
    basket.agree(100_000);
    basket.adopt(
      now({
        tableName: '7',
        items: [item('a', { quantity: 2 }), item('b', { name: 'Es Teh' })],
        payments: [payment('other', 20_000)],
      }),
    );
    expect(basket.state).toMatchObject({ queueName: '7', lines: [{ id: mine }], tenders: [{ id: 'pay-1' }] });
    expect(basket.changes).toEqual([
      { kind: 'label', after: '7', kept: null },
      { kind: 'changed', name: 'Nasi Goreng', before: 1, after: 2 },
      { kind: 'added', name: 'Es Teh', quantity: 1 },
      { kind: 'payment', method: 'CASH', amount: 20_000 },
    ]);
    expect(basket.agreed).toEqual({ due: 100_000, recorded: 0 });
  });

  test('T-13 what was changed on its head here stands over what others wrote, and both are told', () => {
    basket.reopen(base);
    basket.state.queueName = '5';
    basket.setDiscount({ type: 'PERCENT', value: 1000 });
    basket.adopt(now({ tableName: '7', type: 'TAKEAWAY', discount: { type: 'AMOUNT', value: 5_000 } }));
    expect(basket.state).toMatchObject({ queueName: '5', type: 'TAKEAWAY', discount: { value: 1000 } });
    expect(basket.changes).toEqual([
      { kind: 'type', after: 'TAKEAWAY', kept: null },
      { kind: 'label', after: '7', kept: '5' },
      { kind: 'discount', isKept: true },
    ]);
  });

  test('T-12 what was done here is no news, and neither is the kitchen’s progress', () => {
    basket.reopen(base);
    const mine = basket.add(productOf('croissant'), plain);
    basket.addTender({ id: 'pay-1', ...cash });
    basket.agree(110_000);
    basket.adopt(
      now({
        items: [item('a', { kitchenStatus: 'READY' }), item(mine)],
        payments: [payment('pay-1', 50_000)],
      }),
    );
    expect(basket.changes).toEqual([]);
    expect(basket.state).toMatchObject({ lines: [], tenders: [] });
    expect(basket.agreed).toEqual({ due: 110_000, recorded: 50_000 });
    basket.adopt(now({ version: 6, items: [item(mine)], payments: [payment('pay-1', 50_000)] }), ['a']);
    expect(basket.changes).toEqual([]);
  });

  test('T-12 an older answer, or another order’s, takes nothing back', () => {
    basket.reopen(now({ version: 8 }));
    basket.adopt(now({ version: 6, tableName: '9' }));
    basket.adopt(order({ id: 'order-8', version: 99 }));
    expect(basket.state).toMatchObject({ orderId: 'order-9', base: { version: 8 }, queueName: '3' });
  });

  test('T-05 while lines are on their way they stay as they are, and the same product begins a line of its own', () => {
    const first = basket.add(productOf('nasi'), plain);
    basket.beginSending();
    basket.setQuantity(first, 5000);
    expect(basket.remove(first)).toBeNull();
    const second = basket.add(productOf('nasi'), plain);
    expect(second).not.toBe(first);
    expect(basket.state.lines.map(({ quantityMilli }) => quantityMilli)).toEqual([1000, 1000]);
    basket.endSending();
    basket.adopt(order({ id: basket.state.orderId, items: [item(first)] }));
    expect(basket.state.lines.map(({ id }) => id)).toEqual([second]);
    basket.moveOn({ isSameTable: false });
    expect(basket.state).toMatchObject({ base: null, lines: [{ productId: 'nasi' }] });
  });

  test.each([
    ['more of it', 3000, {}, [{ quantityMilli: 2000 }], []],
    ['less of it, unsent', 500, unsent, [{ quantityMilli: 500 }], []],
    ['less of it, sent', 500, {}, [], [{ kind: 'stored', name: 'Nasi Goreng', quantity: 1 }]],
  ])(
    'T-13 a line changed after its answer got lost: %s is not lost, or told',
    (_what, quantityMilli, stored, lines, changes) => {
      const id = basket.add(productOf('nasi'), plain);
      basket.beginSending();
      basket.endSending();
      basket.setQuantity(id, quantityMilli);
      basket.adopt(order({ id: basket.state.orderId, items: [item(id, stored)] }));
      expect(basket.state.lines).toMatchObject(lines);
      expect(basket.state.lines).toHaveLength(lines.length);
      expect(basket.changes).toEqual(changes);
      // What is left costs what is shown: nothing is counted twice.
      const wanted = stored === unsent ? 0.5 : quantityMilli === 3000 ? 3 : 1;
      expect(billOf(basket.state, settings)).toMatchObject({ bill: { subtotal: wanted * 100_000 } });
    },
  );

  test('T-13 a line taken off after its answer got lost is told to be there', () => {
    const id = basket.add(productOf('nasi'), plain);
    basket.beginSending();
    basket.endSending();
    basket.remove(id);
    basket.adopt(order({ id: basket.state.orderId, items: [item(id)] }));
    expect(basket.changes).toEqual([{ kind: 'stored', name: 'Nasi Goreng', quantity: 1 }]);
  });

  test('T-10 the kitchen is offered whatever the order’s type, where something reaches it', () => {
    const products = menu.products.map((one) => ({
      ...one,
      stationId: one.id === 'water' ? null : 'bar',
    }));
    const on = (productId: string, type: 'DINE_IN' | 'TAKEAWAY', stored: OrderDto | null) => {
      if (stored) basket.reopen(stored);
      else basket.startNew();
      basket.state.type = type;
      if (productId) basket.add(productOf(productId), plain);
      return kitchenOf(basket.state, products);
    };
    const sent = order({ status: 'OPEN' });
    expect(on('nasi', 'TAKEAWAY', sent)).toEqual({ reaches: true, submits: true });
    expect(on('nasi', 'TAKEAWAY', null)).toEqual({ reaches: true, submits: true });
    expect(on('water', 'TAKEAWAY', sent)).toEqual({ reaches: false, submits: true });
    expect(on('water', 'TAKEAWAY', null)).toEqual({ reaches: false, submits: false });
    expect(on('water', 'DINE_IN', null)).toEqual({ reaches: false, submits: true });
    const held = order({ status: 'DRAFT', items: [item('a', { ...unsent, stationId: 'bar' })] });
    expect(on('', 'TAKEAWAY', held)).toEqual({ reaches: true, submits: true });
  });

  test('T-12 noted payments against a new bill: cash as it was handed over, the rest as it was paid', () => {
    const qris = { id: 'q', method: 'QRIS' as const, amount: 40_000, tendered: null, reference: null };
    const fifty = { id: 'c', method: 'CASH' as const, amount: 31_600, tendered: 50_000, reference: null };
    expect(noteAgain(100_000, [qris, fifty], pricingSettings)).toEqual({
      kept: [qris, { ...fifty, amount: 50_000 }],
      dropped: [],
    });
    expect(noteAgain(80_000, [qris, fifty], pricingSettings).kept).toEqual([
      qris,
      { ...fifty, amount: 40_000 },
    ]);
    expect(noteAgain(30_000, [qris, fifty], pricingSettings)).toEqual({
      kept: [{ ...fifty, amount: 30_000 }],
      dropped: [qris],
    });
  });
});
