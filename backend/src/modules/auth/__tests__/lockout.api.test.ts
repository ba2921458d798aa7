import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => setClock());

const login = (email: string, password: string) => app.api('POST', '/auth/login', { email, password });
const later = (seconds: number) => {
  const from = Date.now();
  setClock({ now: () => new Date(from + seconds * 1000) });
};
const comparable = ({ status, body }: Awaited<ReturnType<typeof login>>) => {
  const { correlationId: _id, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
};
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('lock-out', () => {
  test('AUTH-08 a wrong password and an unknown e-mail answer alike, also once they rest', async () => {
    const tenant = await app.registerTenant();
    const unknown = `tiada-${tenant.tenantId}@contoh.test`;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const known = comparable(await login(tenant.email, 'salah-sekali-ini'));
      expect(known).toMatchObject({ status: 401, code: 'invalid_credentials' });
      expect(comparable(await login(unknown, 'salah-sekali-ini'))).toEqual(known);
    }
    const resting = await login(tenant.email, 'salah-sekali-ini');
    expect([resting.status, resting.body.code]).toEqual([429, 'rate_limited']);
    expect(resting.headers.get('retry-after')).toBe('30');
    const restingUnknown = await login(unknown, 'salah-sekali-ini');
    expect([restingUnknown.status, restingUnknown.headers.get('retry-after')]).toEqual([429, '30']);
  });

  test('AUTH-08 the delay grows with each failure and ends with a success', async () => {
    const tenant = await app.registerTenant();
    for (let attempt = 0; attempt < 5; attempt += 1) await login(tenant.email, 'salah-sekali-ini');
    expect((await login(tenant.email, tenant.password)).status).toBe(429);
    later(31);
    expect((await login(tenant.email, 'salah-sekali-ini')).status).toBe(401);
    const longer = await login(tenant.email, tenant.password);
    expect([longer.status, longer.headers.get('retry-after')]).toEqual([429, '60']);
    later(31 + 61);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
    expect((await login(tenant.email, 'salah-sekali-ini')).status).toBe(401);
    expect((await login(tenant.email, tenant.password)).status).toBe(200);
  });

  test('AUTH-08 forty guesses at once are not forty tries', async () => {
    const tenant = await app.registerTenant();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => login(tenant.email.toUpperCase(), `tebakan-nomor-${index}`)),
    );
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  test('AUTH-08 one account’s rest is not another’s', async () => {
    const [one, two] = [await app.registerTenant(), await app.registerTenant()];
    for (let attempt = 0; attempt < 5; attempt += 1) await login(one.email, 'salah-sekali-ini');
    expect((await login(one.email, one.password)).status).toBe(429);
    expect((await login(two.email, two.password)).status).toBe(200);
  });

  test('AUTH-08 the table of failures does not tell who was tried', async () => {
    const tenant = await app.registerTenant();
    await login(tenant.email, 'salah-sekali-ini');
    const dump = JSON.stringify(await app.sql('SELECT * FROM sign_in_attempts'));
    expect(dump).not.toContain('contoh.test');
  });

  test('AUTH-08 an unknown e-mail takes as long as a wrong password', async () => {
    const tenants = await Promise.all(Array.from({ length: 6 }, () => app.registerTenant()));
    const time = async (email: string) => {
      const start = performance.now();
      await login(email, 'salah-sekali-ini');
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (const tenant of tenants) {
      for (let attempt = 0; attempt < 4; attempt += 1) {
        known.push(await time(tenant.email));
        unknown.push(await time(`x${tenant.email}`));
      }
    }
    const [a, b] = [median(known), median(unknown)];
    expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(2);
  });
});
