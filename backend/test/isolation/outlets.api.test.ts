import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../setup';
import type { TestApp, TestTenant } from '../setup';

let app: TestApp;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  app = await startTestApp();
  [tenant, other] = [await app.registerTenant(), await app.registerTenant()];
});
afterAll(() => app.stop());

test.each(['/menu?', '/shifts/current?', '/kitchen/tickets?', '/reports/dashboard?'])(
  'ISO-03 %s of an outlet of another tenant is a 404 like one that does not exist',
  async (path) => {
    expect((await tenant.api('GET', `${path}outletId=${tenant.outletId}`)).status).toBe(200);
    const [foreign, absent] = [other.outletId, uuidv7()].map((outletId) =>
      tenant.api('GET', `${path}outletId=${outletId}`),
    );
    for (const answer of await Promise.all([foreign, absent])) {
      expect([answer!.status, answer!.body.code]).toEqual([404, 'not_found']);
    }
  },
);
