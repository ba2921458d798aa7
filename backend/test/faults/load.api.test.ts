import { routes } from '../../src/app/routes';
import { withTenant } from '../../src/platform/db';
import { openShop } from '../factories/selling';
import type { Shop } from '../factories/selling';
import { asAdmin, startTestApp } from '../setup';
import type { ApiAnswer, TestApp, TestTenant } from '../setup';
import { until } from './until';

let app: TestApp;
let busy: TestTenant;
let calm: TestTenant;
let shop: Shop;

beforeAll(async () => {
  app = await startTestApp({ databasePoolSize: 6 });
  [busy, calm] = [await app.registerTenant(), await app.registerTenant()];
  shop = await openShop(calm);
});
afterAll(() => app.stop());

const sale = () =>
  calm.api('POST', '/orders', {
    outletId: calm.outletId,
    type: 'TAKEAWAY',
    submit: true,
    items: [{ productId: shop.cracker, quantity: 1 }],
  });

describe('F-41 what takes much', () => {
  test('F-41 reports, exports, imports and proofs say that they take much', () => {
    const taking = routes.filter(({ path }) =>
      /^\/reports|\/(export|import)$|^\/audit-log\/verify$/.test(path),
    );
    expect(taking.length).toBeGreaterThanOrEqual(5);
    expect(taking.filter(({ load }) => !load).map(({ path }) => path)).toEqual([]);
  });

  test('F-41 a few of one tenant run, some wait, the rest get 429 with Retry-After; others sell on', async () => {
    const answers: ApiAnswer[] = [];
    const calls: Promise<unknown>[] = [];
    const refused = () => answers.filter(({ status }) => status === 429);
    await asAdmin(async (admin) => {
      await admin.query('BEGIN');
      await admin.query('LOCK TABLE audit_log IN ACCESS EXCLUSIVE MODE');
      for (let n = 0; n < 40; n += 1) {
        calls.push(busy.api('GET', '/audit-log/verify').then((answer) => answers.push(answer)));
      }
      await until('six are turned away', () => refused().length >= 6);
      expect((await sale()).status).toBe(201);
      // Two inside, thirty-two waiting.
      expect(answers).toHaveLength(6);
      expect(refused()[0]!.body.code).toBe('rate_limited');
      expect(Number(refused()[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    }, app.database);
    await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(34);
  });

  test('F-41 one tenant holds half of the pool at most, whatever it asks', async () => {
    let inside = 0;
    let most = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const work = Array.from({ length: 12 }, () =>
      withTenant(busy.tenantId, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await held;
        inside -= 1;
      }),
    );
    await until('three are inside', () => inside === 3);
    const sales = await Promise.all(Array.from({ length: 6 }, sale));
    expect(sales.map(({ status }) => status)).toEqual(Array(6).fill(201));
    release();
    await Promise.all(work);
    expect(most).toBe(3);
  });
});
