import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';

const PASSWORD = 'kopi-tubruk-hangat-71';
const ANSWER_WITHIN_MS = 15_000;
const AGAIN_AFTER_MS = 200;

/** What the tills were told, to be found in the books afterwards. */
export interface Promised {
  orders: Map<string, { tenantId: string; total: number }>;
  payments: Map<string, { tenantId: string; orderId: string; amount: number }>;
  bumps: number;
}

export interface Sellers {
  promised: Promised;
  /** Answers that no till should ever get: 500s, refusals without a reason or without `Retry-After`. */
  faults: string[];
  /** When a sale was last acknowledged (epoch milliseconds). */
  lastSaleAt(): number;
  /** From now on the tills ask here. */
  moveTo(url: string): void;
  stop(): Promise<void>;
  tenants: { tenantId: string; read<T>(path: string): Promise<T> }[];
}

interface Shop {
  tenantId: string;
  outletId: string;
  coffee: string;
  due: number;
  email: string;
  token: string;
}

interface Answer<T> {
  status: number;
  body: { data: T; code?: string; detail?: string };
  retryAfter: string | null;
}

/** Opens businesses and keeps tills selling in them until it is stopped; each request is repeated under its key until it is answered. */
export async function openSellers(
  start: string,
  { tenants, tills }: { tenants: number; tills: number },
): Promise<Sellers> {
  let base = start;
  let isOpen = true;
  let lastSaleAt = Date.now();
  const faults: string[] = [];
  const promised: Promised = { orders: new Map(), payments: new Map(), bumps: 0 };

  async function send<T>(
    shop: Shop | null,
    method: string,
    path: string,
    body: unknown,
    key: string,
  ): Promise<Answer<T>> {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        ...(shop && { authorization: `Bearer ${shop.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'idempotency-key': key,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text ? JSON.parse(text) : {}) as Answer<T>['body'],
      retryAfter: answer.headers.get('retry-after'),
    };
  }

  async function signIn(shop: Shop): Promise<void> {
    const body = { email: shop.email, password: PASSWORD };
    const answer = await send<{ accessToken: string }>(null, 'POST', '/auth/login', body, uuidv7());
    if (answer.status === 200) shop.token = answer.body.data.accessToken;
  }

  /** Asks until there is a verdict; null where it is a refusal, or where the shop closes first. */
  async function insist<T>(shop: Shop, method: string, path: string, body?: unknown): Promise<T | null> {
    const key = uuidv7();
    for (let isFirst = true; isOpen || isFirst; isFirst = false) {
      let answer: Answer<T>;
      try {
        answer = await send<T>(shop, method, path, body, key);
      } catch {
        await pause(AGAIN_AFTER_MS);
        continue;
      }
      const { status } = answer;
      if (status < 300) return answer.body.data;
      const what = `${method} ${path.replace(/[0-9a-f-]{36}/g, ':id')} answered ${status} ${answer.body.code ?? ''}`;
      if (status === 401) await signIn(shop).catch(() => undefined);
      else if (status === 503) {
        if (!answer.retryAfter) faults.push(`${what} without Retry-After`);
      } else if (status >= 500) faults.push(what);
      else if (status !== 429 && answer.body.code !== 'idempotency_in_progress') {
        faults.push(`${what}: ${answer.body.detail ?? ''}`);
        return null;
      }
      await pause(AGAIN_AFTER_MS);
    }
    return null;
  }

  async function openShop(n: number): Promise<Shop> {
    const email = `toko-${n}-${uuidv7()}@contoh.test`;
    const registration = {
      businessName: `Toko ${n}`,
      businessType: 'CAFE',
      ownerName: 'Rina',
      email,
      password: PASSWORD,
    };
    const answer = await send<{ accessToken: string; tenant: { id: string }; outlet: { id: string } }>(
      null,
      'POST',
      '/auth/register',
      registration,
      uuidv7(),
    );
    if (answer.status !== 201) throw new Error(`register answered ${answer.status}`);
    const { accessToken, tenant, outlet } = answer.body.data;
    const shop: Shop = {
      tenantId: tenant.id,
      outletId: outlet.id,
      coffee: uuidv7(),
      due: 0,
      email,
      token: accessToken,
    };
    await insist(shop, 'POST', '/products', { id: shop.coffee, name: 'Kopi Susu', price: 25_000 });
    await insist(shop, 'POST', '/shifts/open', { outletId: shop.outletId, openingFloat: 500_000 });
    const quote = await insist<{ cashDueTotal: number }>(
      shop,
      'POST',
      '/orders/quote',
      saleOf(shop, uuidv7()),
    );
    shop.due = quote?.cashDueTotal ?? 0;
    return shop;
  }

  const saleOf = (shop: Shop, id: string) => ({
    id,
    outletId: shop.outletId,
    type: 'TAKEAWAY',
    items: [{ productId: shop.coffee, quantity: 1 }],
    submit: true,
  });

  const promise = (shop: Shop, id: string, total: number): void => {
    promised.orders.set(id, { tenantId: shop.tenantId, total });
    lastSaleAt = Date.now();
  };

  async function sellAtOnce(shop: Shop): Promise<void> {
    const id = uuidv7();
    const paymentId = uuidv7();
    const payment = { id: paymentId, method: 'CASH', amount: shop.due, tendered: shop.due + 5_000 };
    const order = await insist<{ total: number }>(shop, 'POST', '/orders', {
      ...saleOf(shop, id),
      payments: [payment],
    });
    if (!order) return;
    promise(shop, id, order.total);
    promised.payments.set(paymentId, { tenantId: shop.tenantId, orderId: id, amount: shop.due });
  }

  async function sellInParts(shop: Shop): Promise<void> {
    const id = uuidv7();
    const order = await insist<{ total: number }>(shop, 'POST', '/orders', saleOf(shop, id));
    if (!order) return;
    promise(shop, id, order.total);
    for (const [method, amount] of [
      ['QRIS', 10_000],
      ['CARD', order.total - 10_000],
    ] as const) {
      const paymentId = uuidv7();
      const paid = await insist(shop, 'POST', `/orders/${id}/payments`, { id: paymentId, method, amount });
      if (paid) promised.payments.set(paymentId, { tenantId: shop.tenantId, orderId: id, amount });
    }
  }

  async function bump(shop: Shop): Promise<void> {
    const tickets = await insist<{ id: string; status: string }[]>(
      shop,
      'GET',
      `/kitchen/tickets?outletId=${shop.outletId}`,
    );
    const ticket = tickets?.find(({ status }) => status === 'QUEUED');
    if (ticket && (await insist(shop, 'POST', `/kitchen/tickets/${ticket.id}/status`, { status: 'READY' })))
      promised.bumps += 1;
  }

  async function till(shop: Shop, n: number): Promise<void> {
    for (let sale = n; isOpen; sale += 1) {
      if (sale % 4 === 0) await sellInParts(shop);
      else await sellAtOnce(shop);
      if (sale % 10 === 0) await bump(shop);
      await pause(20);
    }
  }

  const shops = await Promise.all(Array.from({ length: tenants }, (_, n) => openShop(n + 1)));
  const running = shops.flatMap((shop) => Array.from({ length: tills }, (_, n) => till(shop, n)));
  return {
    promised,
    faults,
    lastSaleAt: () => lastSaleAt,
    moveTo: (url) => (base = url),
    async stop() {
      isOpen = false;
      await Promise.all(running);
    },
    tenants: shops.map((shop) => ({
      tenantId: shop.tenantId,
      async read<T>(path: string) {
        await signIn(shop);
        return (await send<T>(shop, 'GET', path, undefined, uuidv7())).body.data;
      },
    })),
  };
}
