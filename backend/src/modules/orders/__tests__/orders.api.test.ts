import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { journalBalance } from '../../ledger';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
});
afterAll(() => app.stop());

const order = (overrides: object = {}) => ({
  outletId: tenant.outletId,
  type: 'DINE_IN',
  items: [
    {
      productId: goods.coffee,
      quantity: 2,
      modifiers: [{ optionId: goods.sugarLess }, { optionId: goods.extraShot }],
    },
  ],
  ...overrides,
});

const countOrders = async () =>
  Number((await app.sql<{ n: string }>('SELECT count(*) AS n FROM orders'))[0]!.n);

describe('placing an order', () => {
  test('SELL-01 SELL-02 SELL-03 a draft is priced by the server, options and discounts included', async () => {
    const { status, body } = await tenant.api(
      'POST',
      '/orders',
      order({ discount: { type: 'PERCENT', value: 1000 } }),
    );
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      status: 'DRAFT',
      paymentStatus: 'UNPAID',
      subtotal: 60_000,
      discountTotal: 6_000,
      taxTotal: 5_400,
      total: 59_400,
      dueTotal: 59_400,
      cashDueTotal: 59_400,
      version: 1,
    });
    expect(body.data.items[0]).toMatchObject({
      name: 'Kopi Susu',
      quantity: 2,
      unitPrice: 25_000,
      kitchenStatus: null,
      total: 60_000,
    });
    const read = await tenant.api('GET', `/orders/${body.data.id}`);
    expect(read.body.data).toEqual({ ...body.data, change: undefined });
  });

  test('SELL-02 defaults of a group stand where no options are sent, and a missing required choice is refused', async () => {
    const withDefault = await tenant.api(
      'POST',
      '/orders',
      order({ items: [{ productId: goods.coffee, quantity: 1 }] }),
    );
    expect(withDefault.body.data.items[0].modifiers).toMatchObject([
      { name: 'Gula normal', price: 0, quantity: 1 },
    ]);
    const none = await tenant.api(
      'POST',
      '/orders',
      order({ items: [{ productId: goods.coffee, quantity: 1, modifiers: [] }] }),
    );
    expect(none.status).toBe(422);
    expect(none.body.errors).toMatchObject([
      { path: 'items.0.modifiers', code: 'modifier_selection_invalid' },
    ]);
  });

  test('SELL-06 PAY-05 a sale paid in cash over the amount gives change, is rounded, kept and balanced', async () => {
    const { status, body } = await tenant.api(
      'POST',
      '/orders',
      order({
        type: 'TAKEAWAY',
        items: [{ productId: goods.bread, quantity: 3 }],
        submit: true,
        payments: [{ method: 'CASH', amount: 51_200, tendered: 100_000 }],
      }),
    );
    expect(status).toBe(201);
    // 46,500 + 10 % = 51,150; cash to the nearest hundred, half up.
    expect(body.data).toMatchObject({
      total: 51_200,
      rounding: 50,
      paidTotal: 51_200,
      dueTotal: 0,
      change: 48_800,
    });
    expect(body.data).toMatchObject({ status: 'COMPLETED', paymentStatus: 'PAID' });
    const balance = await journalBalance(tenant.tenantId);
    expect(balance).toMatchObject({ unbalanced: [] });
  });

  test('SELL-09 KDS-01 what is cooked goes to its station and keeps the order open though paid', async () => {
    const { body } = await tenant.api(
      'POST',
      '/orders',
      order({ submit: true, queueName: 'Budi', payments: [{ method: 'QRIS', amount: 66_000 }] }),
    );
    expect(body.data).toMatchObject({ status: 'OPEN', paymentStatus: 'PAID', total: 66_000 });
    const tickets = await app.sql<{ order_number: number; queue_name: string }>(
      'SELECT order_number, queue_name FROM kitchen_tickets WHERE order_id = $1',
      [body.data.id],
    );
    expect(tickets).toEqual([{ order_number: Number(body.data.number), queue_name: 'Budi' }]);
    const events = await app.sql<{ type: string; data: { number?: string; orderNumber?: string } }>(
      "SELECT type, data FROM outbox WHERE data->>'orderId' = $1 ORDER BY seq",
      [body.data.id],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'order.created',
      'kitchen.ticket.created',
      'payment.received',
    ]);
    expect(events.map(({ data }) => data.number ?? data.orderNumber)).toEqual(
      Array(3).fill(body.data.number),
    );
  });

  test('SELL-03 a quote stores nothing', async () => {
    const before = await countOrders();
    const { status, body } = await tenant.api('POST', '/orders/quote', order());
    expect([status, body.data.total, body.data.number]).toEqual([200, 66_000, null]);
    expect(await countOrders()).toBe(before);
  });

  test('SELL-03 a changed price counts from the next order on, whatever the process remembers', async () => {
    const first = await tenant.api(
      'POST',
      '/orders',
      order({ items: [{ productId: goods.beans, quantity: '0.25' }] }),
    );
    expect(first.body.data.subtotal).toBe(10_000);
    await tenant.api('PATCH', `/products/${goods.beans}`, { price: 60_000 });
    const second = await tenant.api(
      'POST',
      '/orders',
      order({ items: [{ productId: goods.beans, quantity: 0.25 }] }),
    );
    expect(second.body.data.subtotal).toBe(15_000);
  });
});

describe('changing an order', () => {
  test('SELL-02 items are added, changed and removed until sent; afterwards only a void takes them off', async () => {
    const placed = (await tenant.api('POST', '/orders', order())).body.data;
    const added = await tenant.api('POST', `/orders/${placed.id}/items`, {
      items: [{ productId: goods.bread, quantity: 1 }],
    });
    expect([added.status, added.body.data.subtotal, added.body.data.version]).toEqual([201, 75_500, 2]);
    const bread = added.body.data.items[1].id;
    const changed = await tenant.api('PATCH', `/orders/${placed.id}/items/${bread}`, {
      quantity: 2,
      note: 'hangat',
    });
    expect(changed.body.data).toMatchObject({ subtotal: 91_000, version: 3 });
    const removed = await tenant.api('DELETE', `/orders/${placed.id}/items/${bread}`);
    expect(removed.body.data).toMatchObject({ subtotal: 60_000, version: 4 });

    const sent = await tenant.api('POST', `/orders/${placed.id}/submit`);
    expect(sent.body.data).toMatchObject({ status: 'OPEN', version: 5 });
    expect(sent.body.data.items[0].kitchenStatus).toBe('QUEUED');
    const late = await tenant.api('DELETE', `/orders/${placed.id}/items/${placed.items[0].id}`);
    expect([late.status, late.body.code]).toEqual([409, 'item_already_sent']);
    const voided = await tenant.api('POST', `/orders/${placed.id}/items/${placed.items[0].id}/void`, {
      reason: 'Salah pesan',
    });
    expect(voided.body.data.items[0]).toMatchObject({ kitchenStatus: 'VOIDED', voidReason: 'Salah pesan' });
    expect(voided.body.data.total).toBe(0);
  });

  test('SELL-02 what a change answers is what is stored: another variant, another type', async () => {
    const product = (
      await tenant.api('POST', '/products', {
        name: 'Teh Melati',
        price: 10_000,
        variants: [
          { name: 'Panas', price: 10_000 },
          { name: 'Dingin', price: 12_000 },
        ],
      })
    ).body.data;
    const [hot, iced] = product.variants;
    const items = [{ productId: product.id, variantId: hot.id, quantity: 1 }];
    const placed = (await tenant.api('POST', '/orders', order({ type: 'DINE_IN', items }))).body.data;
    await tenant.api('PATCH', `/orders/${placed.id}/items/${placed.items[0].id}`, { variantId: iced.id });
    const changed = await tenant.api('PATCH', `/orders/${placed.id}`, { type: 'TAKEAWAY' });
    expect(changed.body.data).toMatchObject({
      type: 'TAKEAWAY',
      items: [{ variantId: iced.id, variantName: 'Dingin', unitPrice: 12_000 }],
    });
    const { data } = (await tenant.api('GET', `/orders/${placed.id}`)).body;
    expect({ ...data, change: 0 }).toEqual(changed.body.data);
  });

  test('SELL-02 an older version is refused with 412 and nothing changes', async () => {
    const placed = (await tenant.api('POST', '/orders', order())).body.data;
    await tenant.api('PATCH', `/orders/${placed.id}`, { note: 'pedas' });
    const stale = await tenant.api('PATCH', `/orders/${placed.id}`, { note: 'manis' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    expect((await tenant.api('GET', `/orders/${placed.id}`)).body.data).toMatchObject({
      note: 'pedas',
      version: 2,
    });
  });

  test('SELL-08 a cashier may void before sending; once sent it takes the permission', async () => {
    const cashier = await tenant.staff('CASHIER');
    const draft = (await cashier.api('POST', '/orders', order())).body.data;
    expect(
      (await cashier.api('POST', `/orders/${draft.id}/void`, { reason: 'Tamu pergi' })).body.data.status,
    ).toBe('VOIDED');
    const sent = (await cashier.api('POST', '/orders', order({ submit: true }))).body.data;
    const refused = await cashier.api('POST', `/orders/${sent.id}/void`, { reason: 'Tamu pergi' });
    expect([refused.status, refused.body.code]).toEqual([403, 'approval_required']);
    const allowed = await tenant.api('POST', `/orders/${sent.id}/void`, { reason: 'Tamu pergi' });
    expect(allowed.body.data.status).toBe('VOIDED');
    const tickets = await app.sql<{ status: string }>(
      'SELECT status FROM kitchen_tickets WHERE order_id = $1',
      [sent.id],
    );
    expect(tickets).toEqual([{ status: 'VOIDED' }]);
    const again = await tenant.api('POST', `/orders/${sent.id}/submit`);
    expect([again.status, again.body.code]).toEqual([409, 'invalid_transition']);
  });

  test('SELL-06 parts in several tenders settle once, and no more than is due is taken', async () => {
    const placed = (await tenant.api('POST', '/orders', order({ submit: true }))).body.data;
    const first = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'QRIS',
      amount: 16_000,
    });
    expect(first.body.data).toMatchObject({ paymentStatus: 'PARTIALLY_PAID', dueTotal: 50_000 });
    const over = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'CARD',
      amount: 60_000,
    });
    expect([over.status, over.body.code]).toEqual([422, 'payment_exceeds_due']);
    const last = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'CASH',
      amount: 50_000,
      tendered: 60_000,
      tip: 5_000,
    });
    expect(last.body.data).toMatchObject({
      paymentStatus: 'PAID',
      dueTotal: 0,
      change: 5_000,
      tipTotal: 5_000,
      total: 71_000,
    });
    const third = await tenant.api('POST', `/orders/${placed.id}/payments`, {
      method: 'CASH',
      amount: 1_000,
    });
    expect([third.status, third.body.code]).toEqual([409, 'order_already_paid']);
  });
});

describe('the same request again', () => {
  test('SELL-11 a repeated key gives the first answer byte by byte and happens once', async () => {
    const key = { 'idempotency-key': uuidv7() };
    const body = order({ submit: true, payments: [{ method: 'CASH', amount: 66_000 }] });
    const before = await countOrders();
    const first = await tenant.api('POST', '/orders', body, key);
    const again = await tenant.api('POST', '/orders', body, key);
    expect(first.status).toBe(201);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.text,
      'true',
    ]);
    expect(await countOrders()).toBe(before + 1);
    const other = await tenant.api('POST', '/orders', order({ note: 'lain' }), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('SELL-11 a payment repeated by key or by id is taken once, though the order is paid by then', async () => {
    const placed = (await tenant.api('POST', '/orders', order({ submit: true }))).body.data;
    const key = { 'idempotency-key': uuidv7() };
    const payment = { id: uuidv7(), method: 'CASH', amount: 66_000 };
    const first = await tenant.api('POST', `/orders/${placed.id}/payments`, payment, key);
    expect(first.status).toBe(201);
    const byKey = await tenant.api('POST', `/orders/${placed.id}/payments`, payment, key);
    expect([byKey.status, byKey.text]).toEqual([201, first.text]);
    const byId = await tenant.api('POST', `/orders/${placed.id}/payments`, payment);
    expect([byId.status, byId.body.data.payments.length]).toEqual([201, 1]);
  });

  test('SELL-11 concurrency: the same order fifty times at once is one order', async () => {
    const id = uuidv7();
    const body = order({ id, submit: true, payments: [{ method: 'CASH', amount: 66_000 }] });
    const key = { 'idempotency-key': uuidv7() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => tenant.api('POST', '/orders', body, i % 2 ? key : {})),
    );
    const statuses = [...new Set(answers.map(({ status }) => status))].sort();
    expect([[201], [201, 409]]).toContainEqual(statuses);
    expect(
      answers
        .filter(({ status }) => status === 409)
        .every(({ body: b }) => b.code === 'idempotency_in_progress'),
    ).toBe(true);
    const rows = await app.sql('SELECT id FROM orders WHERE id = $1', [id]);
    const payments = await app.sql('SELECT id FROM payments WHERE order_id = $1', [id]);
    const tickets = await app.sql('SELECT id FROM kitchen_tickets WHERE order_id = $1', [id]);
    expect([rows.length, payments.length, tickets.length]).toEqual([1, 1, 1]);
  });

  test('SELL-10 concurrency: two hundred orders at once in one outlet are numbered without gap or double', async () => {
    const other = await app.registerTenant();
    const menu = await stockMenu(other);
    const body = {
      outletId: other.outletId,
      type: 'TAKEAWAY',
      items: [{ productId: menu.bread, quantity: 1 }],
    };
    // One in ten is refused midway: a refused order must not take a number.
    const answers = await Promise.all(
      Array.from({ length: 220 }, (_, i) =>
        other.api(
          'POST',
          '/orders',
          i % 11 === 10 ? { ...body, payments: [{ method: 'CARD', amount: 99_999_999 }] } : body,
        ),
      ),
    );
    const numbers = answers
      .filter(({ status }) => status === 201)
      .map(({ body: b }) => Number(b.data.number));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test('PAY-05 concurrency: two cashiers pay one order, one is taken', async () => {
    for (let round = 0; round < 10; round += 1) {
      const placed = (await tenant.api('POST', '/orders', order({ submit: true }))).body.data;
      const pay = () =>
        tenant.api('POST', `/orders/${placed.id}/payments`, { method: 'CASH', amount: 66_000 });
      const answers = await Promise.all([pay(), pay()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });
});

describe('what must not be stored', () => {
  const refused: [string, number, () => object | string][] = [
    ['malformed JSON', 400, () => '{"outletId": '],
    ['an unknown field', 422, () => order({ colour: 'red' })],
    ['a tenant in the body', 422, () => order({ tenantId: uuidv7() })],
    ['a price in the order', 422, () => order({ total: 1 })],
    [
      'a price in an item',
      422,
      () => order({ items: [{ productId: goods.bread, quantity: 1, unitPrice: 1 }] }),
    ],
    ['a negative quantity', 422, () => order({ items: [{ productId: goods.bread, quantity: -1 }] })],
    ['a quantity of zero', 422, () => order({ items: [{ productId: goods.bread, quantity: 0 }] })],
    [
      'a quantity beyond the safe integers',
      422,
      () => order({ items: [{ productId: goods.bread, quantity: 2 ** 53 }] }),
    ],
    ['a quantity of 1e308', 422, () => order({ items: [{ productId: goods.bread, quantity: 1e308 }] })],
    ['four decimals', 422, () => order({ items: [{ productId: goods.beans, quantity: '0.0001' }] })],
    [
      'a fraction of what is sold by the piece',
      422,
      () => order({ items: [{ productId: goods.bread, quantity: 1.5 }] }),
    ],
    ['a NUL in a note', 422, () => order({ note: 'a\u0000b' })],
    ['no items', 422, () => order({ items: [] })],
    ['a product that is nowhere', 422, () => order({ items: [{ productId: uuidv7(), quantity: 1 }] })],
    ['__proto__ in the body', 422, () => `{"__proto__": {"admin": true}, "outletId": "${tenant.outletId}"}`],
    ['a discount above everything', 422, () => order({ discount: { type: 'PERCENT', value: 10_001 } })],
    ['a sale of tomorrow', 422, () => order({ occurredAt: new Date(Date.now() + 86_400_000).toISOString() })],
    ['a body of 5 MB', 413, () => order({ note: 'x'.repeat(5_000_000) })],
  ];
  test.each(refused)('SEC-03 %s is refused with %i and nothing is stored', async (_name, status, body) => {
    const before = await countOrders();
    const answer = await tenant.api('POST', '/orders', body());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, correlationId: answer.headers.get('x-request-id') });
    expect(await countOrders()).toBe(before);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('SEC-03 emoji and right-to-left text come back as they were sent', async () => {
    const note = 'tanpa 🌶️ — شكرا';
    const { body } = await tenant.api('POST', '/orders', order({ note }));
    expect((await tenant.api('GET', `/orders/${body.data.id}`)).body.data.note).toBe(note);
  });

  test("ISO-03 another tenant's outlet, product, option and order are not there", async () => {
    const stranger = await app.registerTenant();
    const theirs = await stockMenu(stranger);
    const mine = (await tenant.api('POST', '/orders', order())).body.data;
    const tries = [
      await tenant.api('POST', '/orders', order({ outletId: stranger.outletId })),
      await tenant.api('POST', '/orders', order({ items: [{ productId: theirs.bread, quantity: 1 }] })),
      await tenant.api(
        'POST',
        '/orders',
        order({
          items: [{ productId: goods.coffee, quantity: 1, modifiers: [{ optionId: theirs.sugarLess }] }],
        }),
      ),
      await stranger.api('GET', `/orders/${mine.id}`),
      await stranger.api('POST', `/orders/${mine.id}/payments`, { method: 'CASH', amount: 1 }),
      await stranger.api('POST', `/orders/${mine.id}/void`, { reason: 'bukan milik saya' }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 422, 422, 404, 404, 404]);
    // The same id in another tenant is another order, so an id tells nothing of who has it.
    const same = await stranger.api('POST', '/orders', {
      id: mine.id,
      outletId: stranger.outletId,
      type: 'DINE_IN',
      items: [{ productId: theirs.bread, quantity: 1 }],
    });
    expect(same.status).toBe(201);
    expect((await tenant.api('GET', `/orders/${mine.id}`)).body.data.items[0].productId).toBe(goods.coffee);
  });
});
