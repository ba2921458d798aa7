import { v7 as uuidv7 } from 'uuid';
import { openShop } from '../factories/selling';
import type { ApiAnswer, Caller, TestApp } from '../setup';

export interface Business {
  token: string;
  email: string;
  password: string;
  people: { role: string; email: string; password: string }[];
}

function data<T>(answer: ApiAnswer, status: number): T {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return (answer.body as { data: T }).data;
}

/** What the answers of old versions are read for. */
interface Order {
  id: string;
  total: number;
  dueTotal: number;
  cashDueTotal: number;
  items: { id: string }[];
}

/**
 * The life of one business: settings, menu, people, orders in every state, tickets, shifts, things removed, and what
 * earlier versions got wrong, left as they left it.
 */
export async function live(app: TestApp, businessName: string): Promise<Business> {
  const tenant = await app.registerTenant({ businessName });
  const { api, outletId } = tenant;
  const shop = await openShop(tenant);
  const other = data<{ id: string }>(await api('POST', '/outlets', { name: 'Cabang', code: 'CB' }), 201);
  const gone = data<{ id: string }>(await api('POST', '/outlets', { name: 'Tutup', code: 'TT' }), 201);
  const cashier = await tenant.staff('CASHIER', { pin: '482913' });
  const supervisor = await tenant.staff('SUPERVISOR', { pin: '730164', outletIds: [outletId] });
  const leaver = await tenant.staff('KITCHEN');
  data(
    await api(
      'POST',
      '/users',
      {
        email: `baru-${uuidv7()}@contoh.test`,
        name: 'Orang baru',
        role: 'CASHIER',
        outletIds: [],
        pin: '519274',
      },
      { 'idempotency-key': `first-${uuidv7()}` },
    ),
    201,
  );
  const group = data<{ id: string; options: { id: string }[] }>(
    await api('POST', '/modifier-groups', {
      name: 'Gula',
      min: 1,
      max: 2,
      options: [
        { name: 'Normal', price: 0, default: true },
        { name: 'Extra', price: 2_000 },
      ],
    }),
    201,
  );
  const latte = data<{ id: string; variants: { id: string }[] }>(
    await api('POST', '/products', {
      name: 'Café Latte',
      categoryId: shop.drinksId,
      price: 28_000,
      stationId: shop.barId,
      modifierGroupIds: [group.id],
      variants: [
        { name: 'Panas', price: 28_000, sku: 'CL-P' },
        { name: 'Dingin', price: 30_000, sku: 'CL-D' },
      ],
    }),
    201,
  );
  const dropped = data<{ id: string }>(
    await api('POST', '/products', { name: 'Dihapus', price: 9_000 }),
    201,
  );

  const shift = data<{ id: string }>(
    await cashier.api('POST', '/shifts/open', { outletId, openingFloat: 200_000 }),
    201,
  );
  const line = (productId: string, quantity = 1, extra: object = {}) => ({ productId, quantity, ...extra });
  const withLatte = line(latte.id, 2, {
    variantId: latte.variants[1]!.id,
    modifiers: [{ optionId: group.options[1]!.id }],
    note: 'panas sekali',
  });
  const place = async (by: Caller, body: object) =>
    data<Order>(
      await by('POST', '/orders', { outletId, type: 'DINE_IN', ...body }, { 'idempotency-key': uuidv7() }),
      201,
    );
  const pay = (by: Caller, order: Order, body: object) =>
    by('POST', `/orders/${order.id}/payments`, body, { 'idempotency-key': uuidv7() }).then((answer) =>
      data<Order>(answer, 201),
    );

  await place(cashier.api, { items: [line(shop.rice)], note: 'belum dikirim' });
  await place(cashier.api, { items: [line(shop.rice), withLatte], submit: true, tableName: 'Meja 4' });
  const partly = await place(cashier.api, { items: [line(shop.beans, 3)], submit: true });
  await pay(cashier.api, partly, { method: 'CASH', amount: 50_000 });
  for (let index = 0; index < 6; index += 1) {
    const order = await place(cashier.api, {
      type: index % 2 ? 'TAKEAWAY' : 'DINE_IN',
      items: [line(shop.cracker, index + 1), line(shop.coffee)],
      ...(index === 2 && { discount: { type: 'PERCENT', value: 1_000 } }),
    });
    const method = index % 3 === 0 ? 'QRIS' : 'CASH';
    const amount = method === 'CASH' ? order.cashDueTotal : order.dueTotal;
    await pay(cashier.api, order, {
      method,
      amount,
      ...(method === 'CASH' && { tendered: amount + 50_000 }),
      ...(index === 3 && { tip: 5_000 }),
    });
  }
  const voided = await place(cashier.api, { items: [line(shop.rice)], submit: true });
  await supervisor.api('POST', `/orders/${voided.id}/void`, { reason: 'tamu pergi' });
  // The last item voided on its own.
  const emptied = await place(cashier.api, { items: [line(shop.coffee)], submit: true });
  data(
    await supervisor.api('POST', `/orders/${emptied.id}/items/${emptied.items[0]!.id}/void`, {
      reason: 'salah',
    }),
    200,
  );
  const changed = await place(cashier.api, { items: [line(shop.rice), line(shop.cracker)] });
  data(await cashier.api('DELETE', `/orders/${changed.id}/items/${changed.items[1]!.id}`), 200);
  await place(api, { outletId: other.id, items: [line(shop.cracker)], submit: true });
  await place(api, { items: [line(dropped.id)], submit: true });
  await cashier.api('POST', `/shifts/${shift.id}/cash-movements`, {
    direction: 'OUT',
    amount: 30_000,
    reason: 'beli es',
  });
  data(await cashier.api('POST', `/shifts/${shift.id}/close`, { counted: 300_000 }), 200);
  data(await cashier.api('POST', '/shifts/open', { outletId, openingFloat: 150_000 }), 201);
  await place(cashier.api, {
    items: [line(shop.cracker)],
    payments: [{ method: 'CASH', amount: 8_700 }],
  });
  for (const path of [`/outlets/${gone.id}`, `/products/${dropped.id}`, `/users/${leaver.userId}`]) {
    const { status, text } = await api('DELETE', path);
    if (status !== 204) throw new Error(`${path} answered ${status}: ${text}`);
  }
  return {
    token: tenant.token,
    email: tenant.email,
    password: tenant.password,
    people: [cashier, supervisor].map((person, index) => ({
      role: ['CASHIER', 'SUPERVISOR'][index]!,
      email: person.email,
      password: `${tenant.password}-${['cashier', 'supervisor'][index]!}`,
    })),
  };
}
