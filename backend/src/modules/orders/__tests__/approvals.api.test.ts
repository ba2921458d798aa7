import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp, TestTenant } from '../../../../test/setup';
import { stockMenu } from './orders.fixtures';
import type { Goods } from './orders.fixtures';

const PIN = '482915';
const WRONG = '739146';

let app: TestApp;
let tenant: TestTenant;
let goods: Goods;
let second: string;
let cashier: Awaited<ReturnType<TestTenant['staff']>>;

beforeAll(async () => {
  app = await startTestApp();
  tenant = await app.registerTenant();
  goods = await stockMenu(tenant);
  second = uuidv7();
  await tenant.api('POST', '/outlets', { id: second, name: 'Cabang' });
  cashier = await tenant.staff('CASHIER');
});
afterAll(() => app.stop());

/** An order of two coffees at the first outlet, in the kitchen. */
async function sent(): Promise<{ id: string; items: { id: string }[] }> {
  const { body, status, text } = await cashier.api('POST', '/orders', {
    outletId: tenant.outletId,
    type: 'DINE_IN',
    items: [
      { productId: goods.coffee, quantity: 1 },
      { productId: goods.bread, quantity: 1 },
    ],
    submit: true,
  });
  if (status !== 201) throw new Error(text);
  return body.data;
}

/** Every use of an approval there is. */
const uses: Record<string, (approval?: object, api?: typeof cashier.api) => Promise<ApiAnswer>> = {
  'voiding an order': async (approval, api = cashier.api) =>
    api('POST', `/orders/${(await sent()).id}/void`, { reason: 'Batal', ...(approval && { approval }) }),
  'voiding an item': async (approval, api = cashier.api) => {
    const { id, items } = await sent();
    return api('POST', `/orders/${id}/items/${items[0]!.id}/void`, {
      reason: 'Batal',
      ...(approval && { approval }),
    });
  },
};

const failures = (userId: string) =>
  app.sql<{ after: { why: string }; actor_id: string; ip: string }>(
    `SELECT after, actor_id, ip FROM audit_log WHERE action = 'approval.failed' AND entity_id = $1 ORDER BY seq`,
    [userId],
  );

const setAccount = (memberId: string, change: string) =>
  app.sql(`UPDATE users SET ${change} WHERE id = (SELECT account_id FROM memberships WHERE user_id = $1)`, [
    memberId,
  ]);

describe.each(Object.keys(uses))('an approval of %s', (name) => {
  const use = uses[name]!;

  test('F-05 SELL-08 holds where the approver has permission, outlet and an active account', async () => {
    const here = await tenant.staff('SUPERVISOR', { pin: PIN, outletIds: [tenant.outletId] });
    expect((await use()).body.code).toBe('approval_required');
    const answer = await use({ userId: here.userId, pin: PIN });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('VOIDED')]);
    await tenant.api('DELETE', `/users/${here.userId}`);
  });

  test('F-05 SELL-08 a supervisor of another outlet, to whom the order is not there, approves nothing', async () => {
    const away = await tenant.staff('SUPERVISOR', { pin: PIN, outletIds: [second] });
    expect((await away.api('GET', `/orders/${(await sent()).id}`)).status).toBe(404);
    const answer = await use({ userId: away.userId, pin: PIN });
    expect([answer.status, answer.body.code]).toEqual([403, 'approval_required']);
    expect((await failures(away.userId)).at(-1)).toMatchObject({
      actor_id: cashier.userId,
      after: { why: 'outlet', outletId: tenant.outletId },
    });
    await tenant.api('DELETE', `/users/${away.userId}`);
  });

  test.each([
    ['without the permission', { revokes: ['order:void'] }, async () => undefined],
    [
      'who does not work here at present',
      {},
      (id: string) => tenant.api('PATCH', `/users/${id}`, { active: false }),
    ],
    ['who left', {}, (id: string) => tenant.api('DELETE', `/users/${id}`)],
    ['whose account is disabled', {}, (id: string) => setAccount(id, 'disabled_at = now()')],
    ['who has to choose a password first', {}, (id: string) => setAccount(id, 'must_change_password = true')],
    ['whose PIN was taken away', {}, (id: string) => tenant.api('PATCH', `/users/${id}`, { pin: null })],
  ])('F-05 SELL-08 nor does a supervisor %s', async (_who, extra, become) => {
    const someone = await tenant.staff('SUPERVISOR', { pin: PIN, ...extra });
    await become(someone.userId);
    const answer = await use({ userId: someone.userId, pin: PIN });
    expect([answer.status, answer.body.code]).toEqual([403, 'approval_required']);
    await tenant.api('DELETE', `/users/${someone.userId}`);
  });

  test('F-05 ISO-03 nor does another tenant’s supervisor, nor nobody', async () => {
    const other = await app.registerTenant();
    const theirs = await other.staff('SUPERVISOR', { pin: PIN });
    for (const userId of [theirs.userId, uuidv7()]) {
      const answer = await use({ userId, pin: PIN });
      expect([answer.status, answer.body.code]).toEqual([403, 'approval_required']);
    }
  });
});

describe('wrong PINs', () => {
  test('F-46 a failed approval is in the audit log: who asked, whom they named, from where', async () => {
    const approver = await tenant.staff('SUPERVISOR', { pin: PIN });
    const answer = await uses['voiding an order']!({ userId: approver.userId, pin: WRONG });
    expect([answer.status, answer.body.code]).toEqual([403, 'approval_required']);
    const rows = await failures(approver.userId);
    expect(rows).toEqual([
      {
        actor_id: cashier.userId,
        ip: expect.stringMatching(/./),
        after: {
          why: 'wrong_pin',
          approver: 'Staf SUPERVISOR',
          permission: 'order:void',
          outletId: tenant.outletId,
          sessionId: expect.any(String),
        },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(WRONG);
    await tenant.api('DELETE', `/users/${approver.userId}`);
  });

  test('F-46 they slow the session they came from, one at a time or all at once, and nobody else', async () => {
    const approver = await tenant.staff('SUPERVISOR', { pin: PIN });
    const guesser = await tenant.staff('CASHIER');
    const { id } = await sent();
    const attempt = (api: typeof cashier.api, pin: string) =>
      api('POST', `/orders/${id}/void`, { reason: 'Batal', approval: { userId: approver.userId, pin } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt(guesser.api, WRONG)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(403), ...Array(7).fill(429)]);
    expect(await failures(approver.userId)).toHaveLength(5);
    const slowed = await attempt(guesser.api, PIN);
    expect([slowed.status, slowed.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(20);

    // The same cashier at another terminal, and the supervisor with anybody else, go on.
    const signedIn = await app.api('POST', '/auth/login', {
      email: guesser.email,
      password: 'kopi-tubruk-hangat-71-cashier',
    });
    const elsewhere = app.as(signedIn.body.data.accessToken as string);
    expect((await attempt(elsewhere, PIN)).status).toBe(200);
    await tenant.api('DELETE', `/users/${approver.userId}`);
  });

  test('F-46 the wait grows, and the right PIN ends it', async () => {
    const approver = await tenant.staff('SUPERVISOR', { pin: PIN });
    const guesser = await tenant.staff('CASHIER');
    const attempt = async (pin: string) =>
      guesser.api('POST', `/orders/${(await sent()).id}/void`, {
        reason: 'Batal',
        approval: { userId: approver.userId, pin },
      });
    const later = () =>
      app.sql(`UPDATE approval_tries SET locked_until = now() - interval '1 s' WHERE key LIKE $1`, [
        `%${approver.userId}%`,
      ]);
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      expect((await attempt(WRONG)).status).toBe(403);
      const refused = n >= 4 ? await attempt(WRONG) : null;
      if (refused) waits.push(Number(refused.headers.get('retry-after')));
      await later();
    }
    expect(waits.map((seconds) => Math.ceil(seconds / 30) * 30)).toEqual([30, 60, 120]);
    expect((await attempt(PIN)).status).toBe(200);
    for (let n = 0; n < 4; n += 1) expect((await attempt(WRONG)).status).toBe(403);
    expect((await attempt(PIN)).status).toBe(200);
    await tenant.api('DELETE', `/users/${approver.userId}`);
  });

  test('F-46 new sessions give no new tries without end', async () => {
    const guesser = await tenant.staff('CASHIER');
    const { id } = await sent();
    await app.sql(
      `INSERT INTO approval_tries (tenant_id, key, failed, last_at, locked_until) VALUES ($1, $2, 24, now(), now())`,
      [tenant.tenantId, `sender:${guesser.userId}`],
    );
    const attempt = () =>
      guesser.api('POST', `/orders/${id}/void`, {
        reason: 'Batal',
        approval: { userId: uuidv7(), pin: WRONG },
      });
    expect([(await attempt()).status, (await attempt()).status]).toEqual([403, 429]);
  });
});

test('F-05 who can approve here is told by name alone', async () => {
  const here = await tenant.staff('SUPERVISOR', { name: 'Sri', pin: PIN, outletIds: [tenant.outletId] });
  const away = await tenant.staff('SUPERVISOR', { name: 'Adi', pin: '915248', outletIds: [second] });
  const noPin = await tenant.staff('SUPERVISOR', { name: 'Tono' });
  const list = async (query: string, api = cashier.api) => (await api('GET', `/approvers?${query}`)).body;
  const at = (outletId: string) => list(`permission=order:void&outletId=${outletId}`);
  expect(await at(tenant.outletId)).toEqual({ data: [{ id: here.userId, name: 'Sri' }] });
  expect(await at(second)).toEqual({ data: [{ id: away.userId, name: 'Adi' }] });
  const bound = await tenant.staff('CASHIER', { outletIds: [tenant.outletId] });
  const elsewhere = await bound.api('GET', `/approvers?permission=order:void&outletId=${second}`);
  expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'not_found']);
  expect((await list(`permission=staff:manage&outletId=${tenant.outletId}`)).code).toBe('validation_failed');
  for (const { userId } of [here, away, noPin]) await tenant.api('DELETE', `/users/${userId}`);
});
