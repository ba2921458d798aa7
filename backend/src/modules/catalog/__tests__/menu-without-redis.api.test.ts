import { catalogFactory } from '../../../../test/factories/catalog';
import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';
import { forgetMenus } from '../menu/menu-snapshot';

let app: TestApp;

// Nothing listens on port 1: Redis is configured and away.
beforeAll(async () => {
  app = await startTestApp({ redisUrl: 'redis://127.0.0.1:1' });
});
afterAll(() => app.stop());

test('CAT-06 with Redis away the menu comes from the database, and changes are in it at once', async () => {
  const shop = await app.registerTenant();
  const path = `/menu?outletId=${shop.outletId}`;
  const product = await catalogFactory(shop.api).product({ name: 'Tanpa Redis' });
  const first = await shop.api('GET', path);
  expect([first.status, first.body.data.products[0].name]).toEqual([200, 'Tanpa Redis']);
  forgetMenus();
  const again = await shop.api('GET', path, undefined, { 'if-none-match': first.headers.get('etag')! });
  expect(again.status).toBe(304);
  await shop.api('PATCH', `/products/${product.id}`, { price: 21_000 });
  expect((await shop.api('GET', path)).body.data.products[0].price).toBe(21_000);
});
