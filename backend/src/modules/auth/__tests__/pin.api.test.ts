import { v7 as uuidv7 } from 'uuid';
import type { CreatedTerminalDto } from '@meja/domain';
import { watchHashing } from '../../../../test/factories/hashing';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => setClock());

const PIN = '735190';
const seen = ({ status, body }: ApiAnswer) => [status, body?.code].filter(Boolean);

async function terminalOf({ api, outletId }: TestTenant, place = outletId): Promise<CreatedTerminalDto> {
  const { status, body } = await api('POST', '/terminals', { name: 'Kasir depan', outletId: place });
  expect(status).toBe(201);
  return body.data as CreatedTerminalDto;
}
const people = (terminalToken: string | null) => app.api('POST', '/terminals/people', { terminalToken });
const enter = (terminalToken: string | null, userId: string, pin = PIN) =>
  app.api('POST', '/auth/pin', { terminalToken, userId, pin });

async function counter() {
  const tenant = await app.registerTenant();
  const terminal = await terminalOf(tenant);
  const cashier = await tenant.staff('CASHIER', { name: 'Budi Santoso', pin: PIN });
  return { tenant, terminal, cashier, token: terminal.terminalToken };
}

describe('signing in by PIN', () => {
  test('AUTH-02 a terminal names its people, and a name and six digits open a session as login does', async () => {
    const { tenant, terminal, cashier, token } = await counter();
    await tenant.staff('KITCHEN', { name: 'Tanpa PIN' });
    const second = await tenant.api('POST', '/outlets', { name: 'Cabang' });
    const elsewhere = second.body.data.id as string;
    await tenant.staff('CASHIER', { name: 'Sari', pin: '284617', outletIds: [elsewhere] });
    const shown = await people(token);
    expect(shown.body.data).toEqual({
      terminal: { id: terminal.id, name: 'Kasir depan' },
      outlet: { id: tenant.outletId, name: tenant.outlet!.name },
      businessName: 'Kedai Contoh',
      people: [{ id: cashier.userId, name: 'Budi Santoso', initials: 'BS', photoUrl: null }],
    });
    const entered = await enter(token, cashier.userId);
    expect([entered.status, entered.body.data.user.name]).toEqual([200, 'Budi Santoso']);
    expect(entered.headers.getSetCookie().join()).toContain('meja_refresh=');
    const api = app.as(entered.body.data.accessToken as string);
    const { body } = await api('GET', '/auth/me');
    expect([body.data.user.role, body.data.user.outletIds]).toEqual(['CASHIER', [tenant.outletId]]);
    const log = await tenant.api('GET', '/audit-log?limit=5');
    expect(log.body.data[0]).toMatchObject({
      action: 'auth.sign_in',
      after: { terminalId: terminal.id, terminal: 'Kasir depan' },
    });
    const listed = await tenant.api('GET', `/terminals/${terminal.id}`);
    expect(Date.parse(listed.body.data.lastSeenAt)).toBeGreaterThan(0);
  });

  test('AUTH-02 who is unknown, works elsewhere, has no PIN, is another business’s or types wrongly looks the same, with the same work', async () => {
    const { tenant, cashier, token } = await counter();
    const other = await counter();
    const second = await tenant.api('POST', '/outlets', { name: 'Cabang' });
    const away = await tenant.staff('CASHIER', { pin: '284617', outletIds: [second.body.data.id] });
    const without = await tenant.staff('CASHIER');
    const hashing = watchHashing();
    const comparable = ({ status, body }: ApiAnswer) => {
      const { correlationId: _id, ...rest } = body as Record<string, unknown>;
      return { status, ...rest };
    };
    const answers = [
      await enter(token, cashier.userId, '918273'),
      await enter(token, uuidv7()),
      await enter(token, away.userId, '284617'),
      await enter(token, without.userId),
      await enter(token, other.cashier.userId),
    ];
    expect(hashing.compared()).toHaveLength(answers.length);
    hashing.end();
    expect(comparable(answers[0]!)).toMatchObject({ status: 401, code: 'wrong_pin' });
    for (const answered of answers) expect(comparable(answered)).toEqual(comparable(answers[0]!));
    for (const unknown of ['bukan-token', 'a'.repeat(43)]) {
      expect(seen(await enter(unknown, cashier.userId))).toEqual([401, 'unknown_terminal']);
      expect(seen(await people(unknown))).toEqual([401, 'unknown_terminal']);
    }
  });

  test('AUTH-02 AUTH-08 wrong PINs slow this person at this terminal, nobody else, nowhere else, and no password', async () => {
    const start = Date.now();
    const later = (seconds: number) => setClock({ now: () => new Date(start + seconds * 1000) });
    later(0);
    const { tenant, cashier, token } = await counter();
    const friend = await tenant.staff('CASHIER', { pin: '284617' });
    const beside = await terminalOf(tenant);
    for (let attempt = 0; attempt < 5; attempt += 1) await enter(token, cashier.userId, '918273');
    const rested = await enter(token, cashier.userId);
    expect([rested.status, rested.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await enter(token, friend.userId, '284617')).status).toBe(200);
    expect((await enter(beside.terminalToken, cashier.userId)).status).toBe(200);
    const password = 'kopi-tubruk-hangat-71-cashier';
    expect((await app.api('POST', '/auth/login', { email: cashier.email, password })).status).toBe(200);
    later(31);
    expect((await enter(token, cashier.userId)).status).toBe(200);
    const log = await tenant.api('GET', '/audit-log?limit=100');
    const failures = (log.body.data as { action: string }[]).filter(
      ({ action }) => action === 'auth.pin_failed',
    );
    expect(failures).toHaveLength(5);
  });

  test('AUTH-02 AUTH-08 one PIN tried on everybody makes the terminal rest', async () => {
    const { tenant, token } = await counter();
    for (let attempt = 0; attempt < 25; attempt += 1) await enter(token, uuidv7(), '918273');
    expect((await enter(token, uuidv7(), '918273')).status).toBe(429);
    const beside = await terminalOf(tenant);
    expect(seen(await enter(beside.terminalToken, uuidv7()))).toEqual([401, 'wrong_pin']);
  });
});

describe('a session of a PIN', () => {
  test('AUTH-02 works in the terminal’s outlet alone, whoever it is, and reaches nothing of the whole business', async () => {
    const { tenant, terminal, token } = await counter();
    const second = await tenant.api('POST', '/outlets', { name: 'Cabang' });
    const owner = tenant.user.id;
    const set = { currentPassword: tenant.password, pin: '490587' };
    expect((await tenant.api('POST', '/auth/pin/change', set)).status).toBe(204);
    const entered = await enter(token, owner, '490587');
    const api = app.as(entered.body.data.accessToken as string);
    expect((await api('GET', '/outlets')).body.data.map(({ id }: { id: string }) => id)).toEqual([
      tenant.outletId,
    ]);
    expect(seen(await api('GET', `/outlets/${second.body.data.id}`))).toEqual([404, 'not_found']);
    for (const [method, path, body] of [
      ['PATCH', '/settings', {}],
      ['GET', '/api-keys', undefined],
      ['POST', '/auth/2fa/setup', undefined],
      ['POST', '/auth/pin/change', set],
      ['POST', '/auth/switch-tenant', { tenantId: tenant.tenantId }],
    ] as const)
      expect([path, ...seen(await api(method, path, body))]).toEqual([path, 403, 'forbidden']);
    expect((await tenant.api('DELETE', `/terminals/${terminal.id}`)).status).toBe(204);
    expect(seen(await api('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
    expect(seen(await enter(token, owner, '490587'))).toEqual([401, 'unknown_terminal']);
  });

  test('AUTH-02 ends when the person no longer works in that outlet, and is not renewed', async () => {
    const { tenant, cashier, token } = await counter();
    const entered = await enter(token, cashier.userId);
    const api = app.as(entered.body.data.accessToken as string);
    expect((await api('GET', '/outlets')).status).toBe(200);
    const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
    const second = await tenant.api('POST', '/outlets', { name: 'Cabang' });
    const moved = await tenant.api('PATCH', `/users/${cashier.userId}`, {
      outletIds: [second.body.data.id],
    });
    expect(moved.status).toBe(200);
    expect(seen(await api('GET', '/outlets'))).toEqual([401, 'unauthenticated']);
    expect((await app.api('POST', '/auth/refresh', undefined, { cookie })).status).toBe(401);
    expect(seen(await enter(token, cashier.userId))).toEqual([401, 'wrong_pin']);
  });

  test('AUTH-02 AUTH-03 a role that needs a second factor still signs in at its terminal', async () => {
    const { tenant, cashier, token } = await counter();
    await tenant.api('PATCH', '/settings', { requireTwoFactor: ['CASHIER'] });
    const entered = await enter(token, cashier.userId);
    const api = app.as(entered.body.data.accessToken as string);
    expect((await api('GET', '/outlets')).status).toBe(200);
  });
});

describe('one’s own PIN', () => {
  test('AUTH-11 is changed by password, and must be hard to guess and nobody else’s', async () => {
    const { tenant, cashier, token } = await counter();
    const friend = await tenant.staff('CASHIER', { pin: '284617' });
    const password = 'kopi-tubruk-hangat-71-cashier';
    const change = (pin: string, currentPassword = password) =>
      cashier.api('POST', '/auth/pin/change', { currentPassword, pin });
    const issue = ({ status, body }: ApiAnswer) => [status, body.errors[0].path, body.errors[0].code];
    expect(issue(await change('490587', 'salah-sekali-ini'))).toEqual([
      422,
      'currentPassword',
      'invalid_value',
    ]);
    expect(issue(await change('123456'))).toEqual([422, 'pin', 'pin_not_usable']);
    expect(issue(await change('284617'))).toEqual([422, 'pin', 'pin_not_usable']);
    expect((await change('490587')).status).toBe(204);
    expect(seen(await enter(token, cashier.userId))).toEqual([401, 'wrong_pin']);
    expect((await enter(token, cashier.userId, '490587')).status).toBe(200);
    expect((await enter(token, friend.userId, '284617')).status).toBe(200);
  });
});
