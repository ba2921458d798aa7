import type { OrderDto, OrderSummaryDto } from '@meja/domain';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerCalls } from '@/shared/api/__tests__/answering';
import { loadMessages } from '@/shared/i18n';
import OpenOrdersSheet from '../components/OpenOrdersSheet.vue';
import { filterOrders } from '../order-filters';
import { order, settings } from './fixtures';

const whole = order({ id: 'order-1', number: '7', queueName: 'Ayu', status: 'OPEN' });
const summary: OrderSummaryDto = {
  id: whole.id,
  number: whole.number,
  outletId: whole.outletId,
  type: whole.type,
  status: whole.status,
  paymentStatus: 'UNPAID',
  tableName: null,
  queueName: 'Ayu',
  cashierName: 'Budi',
  itemCount: 2,
  total: 41_250,
  paidTotal: 0,
  dueTotal: 41_250,
  flags: [],
  businessDate: whole.businessDate,
  createdAt: whole.createdAt,
  version: 1,
};

test('T-19 a paid order that is not finished is found as prepared or ready, and not among the unpaid', () => {
  const paid = { ...summary, id: 'paid', paymentStatus: 'PAID' as const, status: 'PREPARING' as const };
  const all = [
    summary,
    paid,
    { ...paid, id: 'ready', status: 'READY' as const },
    { ...summary, id: 'draft', status: 'DRAFT' as const },
  ];
  const found = (filter: 'all' | 'unpaid' | 'preparing' | 'ready') =>
    filterOrders(all, filter).map(({ id }) => id);
  expect(found('all')).toHaveLength(4);
  expect(found('unpaid')).toEqual(['order-1', 'draft']);
  expect(found('preparing')).toEqual(['order-1', 'paid']);
  expect(found('ready')).toEqual(['ready']);
});

describe('F-41 SELL-07 open orders at the till', () => {
  let wrapper: VueWrapper;
  let isAway = false;
  const calls: string[] = [];

  beforeEach(async () => {
    isAway = false;
    calls.length = 0;
    setActivePinia(createPinia());
    await loadMessages(['till']);
    answerCalls(({ path }) => {
      calls.push(path);
      if (path === '/orders') return { data: { data: [summary], meta: { nextCursor: null } } };
      return isAway ? { status: 404, data: null } : { data: { data: whole } };
    });
    wrapper = mount(OpenOrdersSheet, {
      props: { open: true, outletId: 'outlet-1', shift: null, settings },
      global: {
        plugins: [
          [
            VueQueryPlugin,
            { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) },
          ],
        ],
      },
      attachTo: document.body,
    });
    await flushPromises();
  });
  afterEach(() => {
    wrapper.unmount();
    vi.unstubAllGlobals();
  });

  async function tap(): Promise<void> {
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('Ayu'))?.click();
    await flushPromises();
  }

  test('F-41 SELL-07 the list is in short; a tap reads the whole order and goes on with it', async () => {
    expect(calls).toEqual(['/orders']);
    await tap();
    expect(calls).toEqual(['/orders', '/orders/order-1']);
    expect(wrapper.emitted<[OrderDto]>('choose')?.[0]?.[0]).toEqual(whole);
    expect(wrapper.emitted('update:open')).toEqual([[false]]);
  });

  test('F-41 SELL-07 an order that cannot be read leaves the list open, to try again', async () => {
    isAway = true;
    await tap();
    expect([wrapper.emitted('choose'), wrapper.emitted('update:open')]).toEqual([undefined, undefined]);
    isAway = false;
    await tap();
    expect(wrapper.emitted('choose')).toHaveLength(1);
  });
});
