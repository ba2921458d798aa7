/** What the bench asks, request by request. */
import { v7 as uuidv7 } from 'uuid';
import type { Answer } from './line';
import { requestText } from './line';
import { PASSWORD } from './world';
import type { Person, Shop, World } from './world';

/** Any address but this machine's, as a visitor's behind the edge. */
export const REFERENCE_ADDRESS = '10.20.0.1';

export const KINDS = [
  'menu',
  'menu304',
  'order',
  'unpaid',
  'table',
  'add',
  'pay',
  'bump',
  'orders',
  'tickets',
  'settings',
  'me',
  'report',
  'signin',
] as const;
export type Kind = (typeof KINDS)[number];

/** One who asks, on a connection of their own. */
export interface Asker {
  shop: Shop;
  person: Person;
}

export interface Asked {
  text: string;
  /** Keeps what later requests need. */
  heard?: (answer: Answer) => void;
}

interface Open {
  id: string;
  version: number;
}

/** What was made and is still to be worked on, by business. */
interface Backlog {
  unpaid: Open[];
  tables: Open[];
  bumps: { id: string; status: string }[];
}

const STEPS = ['PREPARING', 'READY', 'SERVED'];
const ITEMS_PER_TABLE = 20;

/** Milliseconds since 1970, finer than `Date`: a ticket tells its screens when it was caused. */
export const clock = (): number => performance.timeOrigin + performance.now();

const dataOf = <T>(answer: Answer): T => (JSON.parse(answer.body.toString()) as { data: T }).data;

/** Makes requests, and remembers what it made: an order to be paid must first be there. */
export function createRequests(world: World) {
  const backlogs = new Map<string, Backlog>();
  const backlogOf = ({ tenantId }: Shop): Backlog => {
    const known = backlogs.get(tenantId) ?? { unpaid: [], tables: [], bumps: [] };
    backlogs.set(tenantId, known);
    return known;
  };
  const address = new Map(world.shops.map(({ tenantId }, index) => [tenantId, `10.20.1.${index + 1}`]));

  function text({ shop, person }: Asker, method: string, path: string, body?: object, more = {}): string {
    const headers = {
      Authorization: `Bearer ${person.token}`,
      'X-Forwarded-For': address.get(shop.tenantId)!,
      'User-Agent': 'bench',
      ...(body && { 'Idempotency-Key': uuidv7() }),
      ...more,
    };
    return requestText(method, `/api/v1${path}`, headers, body && JSON.stringify(body));
  }

  const items = (products: string[]) =>
    products.slice(0, 3).map((productId) => ({ id: uuidv7(), productId, quantity: 1 }));
  const cash = ({ due }: Shop) => ({ id: uuidv7(), method: 'CASH', amount: due, tendered: due });
  const sale = ({ outletId, ready }: Shop) => ({
    id: uuidv7(),
    outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: items(ready),
  });
  const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

  const make: Record<Kind, (asker: Asker) => Asked | null> = {
    menu: (asker) => ({ text: text(asker, 'GET', `/menu?outletId=${asker.shop.outletId}`) }),
    menu304: (asker) => ({
      text: text(asker, 'GET', `/menu?outletId=${asker.shop.outletId}`, undefined, {
        'If-None-Match': asker.shop.menuTag,
      }),
    }),
    order: (asker) => ({
      text: text(asker, 'POST', '/orders', { ...sale(asker.shop), payments: [cash(asker.shop)] }),
    }),
    unpaid: (asker) => ({
      text: text(asker, 'POST', '/orders', sale(asker.shop)),
      heard: (answer) => backlogOf(asker.shop).unpaid.push(dataOf<Open>(answer)),
    }),
    table: (asker) => ({
      text: text(asker, 'POST', '/orders', {
        ...sale(asker.shop),
        type: 'DINE_IN',
        tableName: 'Meja 7',
        items: items(asker.shop.made).map((item) => ({ ...item, note: `bench ${clock().toFixed(2)}` })),
      }),
      heard: (answer) => {
        const { id, version } = dataOf<Open>(answer);
        const backlog = backlogOf(asker.shop);
        for (let turn = 0; turn < ITEMS_PER_TABLE; turn += 1) backlog.tables.push({ id, version });
      },
    }),
    add(asker) {
      const order = backlogOf(asker.shop).tables.pop();
      if (!order) return null;
      return {
        text: text(asker, 'POST', `/orders/${order.id}/items`, { items: items(asker.shop.made).slice(0, 1) }),
      };
    },
    pay(asker) {
      const order = backlogOf(asker.shop).unpaid.pop();
      if (!order) return null;
      const more = { 'If-Match': `"${order.version}"` };
      return { text: text(asker, 'POST', `/orders/${order.id}/payments`, cash(asker.shop), more) };
    },
    bump(asker) {
      const next = backlogOf(asker.shop).bumps.pop();
      if (!next) return null;
      return { text: text(asker, 'POST', `/kitchen/tickets/${next.id}/status`, { status: next.status }) };
    },
    orders: (asker) => ({ text: text(asker, 'GET', `/orders?limit=20&outletId=${asker.shop.outletId}`) }),
    tickets: (asker) => ({
      text: text(asker, 'GET', `/kitchen/tickets?outletId=${asker.shop.outletId}`),
      heard(answer) {
        const backlog = backlogOf(asker.shop);
        if (backlog.bumps.length) return;
        const waiting = dataOf<{ id: string; status: string }[]>(answer).filter(
          ({ status }) => status === 'QUEUED',
        );
        for (const status of [...STEPS].reverse())
          for (const { id } of waiting) backlog.bumps.push({ id, status });
      },
    }),
    settings: (asker) => ({ text: text(asker, 'GET', '/settings') }),
    me: (asker) => ({ text: text(asker, 'GET', '/auth/me') }),
    report: (asker) => ({
      text: text(asker, 'GET', `/reports/sales?from=${today()}&to=${today()}&groupBy=hour`),
    }),
    signin: ({ shop }) => ({
      text: requestText(
        'POST',
        '/api/v1/auth/login',
        { 'X-Forwarded-For': address.get(shop.tenantId)! },
        JSON.stringify({ email: shop.email, password: PASSWORD }),
      ),
    }),
  };
  return make;
}
