import { v7 as uuidv7 } from 'uuid';
import { openShop } from '../factories/selling';
import { startTestApp } from '../setup';
import type { TestApp } from '../setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** What is open under something that is removed: never anything. */
const orphans = () =>
  app.sql(`
    SELECT 'order' AS what FROM orders o JOIN outlets x ON (x.tenant_id, x.id) = (o.tenant_id, o.outlet_id)
      WHERE x.deleted_at IS NOT NULL AND o.status NOT IN ('COMPLETED', 'VOIDED')
    UNION ALL SELECT 'shift' FROM shifts s JOIN outlets x ON (x.tenant_id, x.id) = (s.tenant_id, s.outlet_id)
      WHERE x.deleted_at IS NOT NULL AND s.status = 'OPEN'
    UNION ALL SELECT 'shift of a member' FROM shifts s JOIN memberships m ON (m.tenant_id, m.user_id) = (s.tenant_id, s.cashier_id)
      WHERE m.deleted_at IS NOT NULL AND s.status = 'OPEN'
    UNION ALL SELECT 'item' FROM order_items i JOIN stations x ON (x.tenant_id, x.id) = (i.tenant_id, i.station_id)
      WHERE x.deleted_at IS NOT NULL AND i.sent_at IS NULL AND i.voided_at IS NULL
    UNION ALL SELECT 'ticket' FROM kitchen_tickets t JOIN stations x ON (x.tenant_id, x.id) = (t.tenant_id, t.station_id)
      WHERE x.deleted_at IS NOT NULL AND t.status IN ('QUEUED', 'PREPARING', 'READY')`);

describe('removing while it is being used', () => {
  test('F-15 fifty sales and shifts begin while their outlet is removed: whoever is first decides, and nothing is left open', async () => {
    const tenant = await app.registerTenant();
    const shop = await openShop(tenant);
    const seen = { removed: 0, refused: 0 };
    for (let round = 0; round < 8; round += 1) {
      const made = await tenant.api('POST', '/outlets', { name: `Cabang ${round}` });
      const outletId = made.body.data.id as string;
      // Paid at once and nothing to prepare: done as soon as it is made. Every fifth stays open.
      const sell = (index: number) =>
        index % 10 === 9
          ? tenant.api('POST', '/shifts/open', { outletId, openingFloat: 0 })
          : tenant.api('POST', '/orders', {
              id: uuidv7(),
              outletId,
              type: 'TAKEAWAY',
              items: [{ productId: shop.cracker, quantity: 1 }],
              ...(index % 5 === 4 ? { submit: true } : { payments: [{ method: 'QRIS', amount: 8_250 }] }),
            });
      const before = Array.from({ length: round * 4 }, (_, index) => sell(index));
      const remove = tenant.api('DELETE', `/outlets/${outletId}`);
      const after = Array.from({ length: 50 - before.length }, (_, index) => sell(before.length + index));
      const [removal, ...sales] = await Promise.all([remove, ...before, ...after]);
      expect([204, 409]).toContain(removal.status);
      seen[removal.status === 204 ? 'removed' : 'refused'] += 1;
      for (const { status } of sales) expect([201, 404, 409]).toContain(status);
      expect(await orphans()).toEqual([]);
    }
    expect(seen.removed + seen.refused).toBe(8);
  }, 120_000);

  test('F-15 items are added for a station while it is removed', async () => {
    const tenant = await app.registerTenant();
    const shop = await openShop(tenant);
    for (let round = 0; round < 8; round += 1) {
      const station = (await tenant.api('POST', '/stations', { name: `Bar ${round}` })).body.data
        .id as string;
      const product = { id: uuidv7(), name: `Jus ${round}`, price: 9_000, stationId: station };
      expect((await tenant.api('POST', '/products', product)).status).toBe(201);
      const sell = () =>
        tenant.api('POST', '/orders', {
          outletId: tenant.outletId,
          type: 'TAKEAWAY',
          items: [
            { productId: product.id, quantity: 1 },
            { productId: shop.rice, quantity: 1 },
          ],
        });
      const move = tenant
        .api('PATCH', `/products/${product.id}`, { stationId: null })
        .then(() => tenant.api('DELETE', `/stations/${station}`));
      const [removal, ...sales] = await Promise.all([move, ...Array.from({ length: 20 }, () => sell())]);
      expect([204, 409]).toContain(removal.status);
      for (const { status } of sales) expect(status).toBe(201);
      expect(await orphans()).toEqual([]);
    }
  }, 120_000);

  test('F-15 a member opens a shift while they are removed', async () => {
    const tenant = await app.registerTenant();
    for (let round = 0; round < 6; round += 1) {
      const cashier = await tenant.staff('CASHIER');
      const outletId = tenant.outletId;
      const [removal, opened] = await Promise.all([
        tenant.api('DELETE', `/users/${cashier.userId}`),
        cashier.api('POST', '/shifts/open', { outletId, openingFloat: 50_000 }),
      ]);
      expect([204, 409]).toContain(removal.status);
      expect([201, 401, 404]).toContain(opened.status);
      expect(await orphans()).toEqual([]);
    }
  }, 60_000);
});
