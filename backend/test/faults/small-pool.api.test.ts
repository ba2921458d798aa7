import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { KitchenTicketDto, OrderDto } from '@meja/domain';
import { forgetMenus } from '../../src/modules/catalog/menu/menu-snapshot';
import { openShop } from '../factories/selling';
import type { Shop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';

/** A place to sell in: four businesses with five outlets each, all on two connections. */
interface Till {
  tenant: TestTenant;
  shop: Shop;
  outletId: string;
  shiftId: string;
  order: OrderDto;
}

let app: TestApp;
const tills: Till[] = [];

beforeAll(async () => {
  app = await startTestApp({ databasePoolSize: 2 });
  for (let n = 0; n < 4; n += 1) {
    const tenant = await app.registerTenant();
    const shop = await openShop(tenant);
    for (let outlet = 0; outlet < 5; outlet += 1) {
      const id = uuidv7();
      const made = await tenant.api('POST', '/outlets', { id, name: `Cabang ${outlet}` });
      expect(made.status).toBe(201);
      tills.push({ tenant, shop, outletId: id, shiftId: uuidv7(), order: {} as OrderDto });
    }
  }
}, 60_000);
afterAll(() => app.stop());

const data = <T>(answer: ApiAnswer): T => (answer.body as { data: T }).data;

/** As a till does that is told to come again: it does, with the same key, when it was told to. */
async function insist(call: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (;;) {
    const answer = await call();
    if (answer.status !== 429) return answer;
    await delay(Number(answer.headers.get('retry-after')) * 1000);
  }
}

/** All tills at once, with nothing remembered of any menu; every second one with a key, so within one more unit. */
async function atOnce(
  step: (till: Till, headers: Record<string, string>) => Promise<ApiAnswer>,
  status: number,
) {
  forgetMenus();
  const answers = await Promise.all(
    tills.map((till, index) => {
      const headers: Record<string, string> = index % 2 ? { 'idempotency-key': uuidv7() } : {};
      return insist(() => step(till, headers));
    }),
  );
  expect(answers.map((answer) => [answer.status, answer.body?.code])).toEqual(
    tills.map(() => [status, undefined]),
  );
  return answers;
}

describe('F-04 everything works on a pool of two connections', () => {
  test('F-04 CASH-01 twenty shifts are opened, moved and closed at once, sales, kitchen and voids between', async () => {
    await atOnce(
      ({ tenant, outletId, shiftId }, headers) =>
        tenant.api('POST', '/shifts/open', { id: shiftId, outletId, openingFloat: 100_000 }, headers),
      201,
    );
    await atOnce(
      ({ tenant, shiftId }, headers) =>
        tenant.api(
          'POST',
          `/shifts/${shiftId}/cash-movements`,
          { direction: 'IN', amount: 50_000, reason: 'Uang receh' },
          headers,
        ),
      201,
    );
    const placed = await atOnce(
      ({ tenant, shop, outletId }, headers) =>
        tenant.api(
          'POST',
          '/orders',
          { outletId, type: 'DINE_IN', submit: true, items: [{ productId: shop.rice, quantity: 1 }] },
          headers,
        ),
      201,
    );
    tills.forEach((till, index) => (till.order = data(placed[index]!)));
    const boards = await atOnce(
      ({ tenant, outletId }) => tenant.api('GET', `/kitchen/tickets?outletId=${outletId}`),
      200,
    );
    const tickets = new Map(tills.map((till, index) => [till, data<KitchenTicketDto[]>(boards[index]!)[0]!]));
    await atOnce(
      (till, headers) =>
        till.tenant.api(
          'POST',
          `/kitchen/tickets/${tickets.get(till)!.id}/status`,
          { status: 'PREPARING' },
          headers,
        ),
      200,
    );
    await atOnce(({ tenant, order }) => tenant.api('GET', `/orders/${order.id}/receipt`), 200);
    await atOnce(
      ({ tenant, order }, headers) =>
        tenant.api('POST', `/orders/${order.id}/void`, { reason: 'Tamu pergi' }, headers),
      200,
    );
    await atOnce(({ tenant, shiftId }) => tenant.api('GET', `/shifts/${shiftId}/report`), 200);
    const closed = await atOnce(
      ({ tenant, shiftId }, headers) =>
        tenant.api('POST', `/shifts/${shiftId}/close`, { counted: 149_000 }, headers),
      200,
    );
    expect(closed.map((answer) => data(answer))).toEqual(
      tills.map(() => expect.objectContaining({ expected: 150_000, counted: 149_000, difference: -1_000 })),
    );
  }, 60_000);
});
