import { log } from '../../src/platform/logging';
import { startTestApp } from '../setup';
import type { TestApp } from '../setup';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test('SEC-01 AUTH-06 what somebody may not do leaves a line in the service’s log, what they may leaves none', async () => {
  const tenant = await app.registerTenant();
  const { api } = await tenant.staff('CASHIER');
  const written = jest.spyOn(log, 'warn');
  try {
    expect((await api('GET', '/outlets')).status).toBe(200);
    expect(written).not.toHaveBeenCalled();
    expect((await api('DELETE', `/outlets/${tenant.outletId}`)).status).toBe(403);
    expect(written.mock.calls).toEqual([['not permitted', { method: 'DELETE' }]]);
  } finally {
    written.mockRestore();
  }
});
