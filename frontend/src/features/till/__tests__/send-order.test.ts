import type { CreateOrderBody, OrderDto } from '@meja/domain';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerCalls } from '@/shared/api/__tests__/answering';
import { useBasket } from '../basket/basket.store';
import { sendOrder } from '../basket/send-order';
import { item, order, plain, productOf } from './fixtures';

interface Call {
  method: string;
  url: string;
  key: string;
  body: unknown;
}
type Answer = { status: number; data: unknown } | 'lost';

const calls: Call[] = [];

/** Answers calls in turn. */
function serve(...answers: Answer[]): void {
  answerCalls(({ method, path, headers, body }) => {
    calls.push({
      method: method.toLowerCase(),
      url: path,
      key: String(headers.get('Idempotency-Key')),
      body,
    });
    return answers.shift() ?? 'lost';
  });
}
const ok = (data: OrderDto): Answer => ({ status: 200, data: { data } });
const problem = (status: number, code: string): Answer => ({
  status,
  data: { code, title: code, detail: '', status },
});

/** Sends the basket with the waiting between repeats skipped. */
async function send(basket: ReturnType<typeof useBasket>): Promise<OrderDto> {
  const sending = sendOrder(basket, { outletId: 'outlet-1', submit: true });
  sending.catch(() => undefined);
  await vi.runAllTimersAsync();
  return sending;
}
const cash = { method: 'CASH' as const, amount: 115_500, tendered: 120_000, reference: null };

describe('recording a sale', () => {
  let basket: ReturnType<typeof useBasket>;
  beforeEach(() => {
    vi.useFakeTimers();
    calls.length = 0;
    setActivePinia(createPinia());
    basket = useBasket();
    basket.open({ tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' }, 'TAKEAWAY');
    basket.state.type = 'TAKEAWAY';
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('SELL-01 a new sale is one call: items, payment and kitchen together, with ids chosen here', async () => {
    basket.add(productOf('nasi'), plain);
    basket.addTender({ id: 'pay-1', ...cash });
    const id = basket.state.orderId;
    serve(ok(order({ id, paymentStatus: 'PAID' })));
    await send(basket);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: 'post',
      url: '/orders',
      body: {
        id,
        outletId: 'outlet-1',
        submit: true,
        payments: [{ id: 'pay-1', method: 'CASH', tendered: 120_000 }],
      },
    });
  });

  test('SELL-11 answers that get lost: the same key every time, by itself and by hand, until one arrives', async () => {
    basket.add(productOf('nasi'), plain);
    serve('lost', 'lost', 'lost', 'lost');
    await expect(send(basket)).rejects.toMatchObject({
      code: 'network',
    });
    expect(basket.state.lines).toHaveLength(1);
    serve('lost', ok(order({ id: basket.state.orderId })));
    await send(basket);
    expect(calls).toHaveLength(6);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
    expect(new Set(calls.map(({ body }) => (body as CreateOrderBody).id)).size).toBe(1);
  });

  test('SELL-11 a basket changed after a lost answer goes on from the order that arrived', async () => {
    const first = basket.add(productOf('nasi'), plain);
    const second = basket.add(productOf('croissant'), plain);
    const stored = order({ id: basket.state.orderId, type: 'TAKEAWAY', items: [item(first)], version: 1 });
    const grown = order({ ...stored, items: [item(first), item(second, { sentAt: null })], version: 2 });
    serve(problem(409, 'duplicate'), ok(stored), ok(grown), ok({ ...grown, version: 3 }));
    await send(basket);
    expect(calls.map(({ method, url }) => `${method} ${url.replace(basket.state.orderId, ':id')}`)).toEqual([
      'post /orders',
      'get /orders/:id',
      'post /orders/:id/items',
      'post /orders/:id/submit',
    ]);
    expect(calls[2]?.body).toMatchObject({ items: [{ id: second }] });
  });

  test('SELL-02 a stored order gets what it lacks, step by step, and each payment once', async () => {
    basket.reopen(order({ id: 'order-9', type: 'TAKEAWAY', items: [item('a')], version: 4 }));
    const added = basket.add(productOf('croissant'), plain);
    basket.state.queueName = 'Budi';
    basket.addTender({ id: 'pay-1', ...cash, method: 'QRIS', tendered: null });
    basket.addTender({ id: 'pay-2', ...cash });
    const withItem = [item('a'), item(added, { sentAt: null })];
    const now = (more: Partial<OrderDto>): Answer =>
      ok(order({ id: 'order-9', type: 'TAKEAWAY', queueName: 'Budi', items: withItem, ...more }));
    const paid = { id: 'pay-1' } as OrderDto['payments'][number];
    serve(
      now({ items: [item('a')], version: 5 }),
      now({ version: 6 }),
      now({ version: 7 }),
      now({ payments: [paid] }),
    );
    await expect(send(basket)).rejects.toMatchObject({
      code: 'network',
    });
    expect(basket.state.lines).toEqual([]);
    expect(basket.state.tenders.map(({ id }) => id)).toEqual(['pay-2']);

    calls.length = 0;
    const sent = withItem.map((entry) => ({ ...entry, sentAt: '2026-11-21T03:01:00.000Z' }));
    basket.adopt(order({ ...(basket.state.base as OrderDto), items: sent }));
    serve(now({ items: sent, paymentStatus: 'PAID' }));
    await send(basket);
    expect(calls.map(({ url }) => url)).toEqual(['/orders/order-9/payments']);
    expect(calls[0]?.body).toMatchObject({ id: 'pay-2', tendered: 120_000 });
  });

  test('WEB-05 a refusal leaves the basket as it was', async () => {
    basket.add(productOf('nasi'), plain);
    basket.addTender({ id: 'pay-1', ...cash });
    serve(problem(409, 'insufficient_stock'));
    await expect(send(basket)).rejects.toMatchObject({
      code: 'insufficient_stock',
    });
    expect(calls).toHaveLength(1);
    expect(basket.state).toMatchObject({ lines: [{ productId: 'nasi' }], tenders: [{ id: 'pay-1' }] });
  });
});
