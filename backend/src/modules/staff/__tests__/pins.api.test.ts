import { v7 as uuidv7 } from 'uuid';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';

let app: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  tenant = await app.registerTenant();
});
afterAll(() => app.stop());

const member = (pin: string | undefined, more: object = {}) => ({
  email: `staf-${uuidv7()}@contoh.test`,
  name: 'Sari',
  role: 'SUPERVISOR',
  outletIds: [],
  ...(pin && { pin }),
  ...more,
});
const add = (pin?: string, more: object = {}, headers: Record<string, string> = {}) =>
  tenant.api('POST', '/users', member(pin, more), headers);

const marks = () =>
  app.sql<{ pin_hash: string | null; pin_mark: string | null }>(
    'SELECT pin_hash, pin_mark FROM memberships WHERE tenant_id = $1 AND pin_hash IS NOT NULL ORDER BY created_at',
    [tenant.tenantId],
  );

describe('a PIN that is no secret', () => {
  test.each(['123456', '000000', '121212', '112233', '170845'])(
    'F-46 %s is refused, for somebody new and by a change',
    async (pin) => {
      const made = (await add()).body.data;
      for (const answer of [await add(pin), await tenant.api('PATCH', `/users/${made.id}`, { pin })]) {
        expect([answer.status, answer.body.errors]).toEqual([
          422,
          [{ path: 'pin', code: 'pin_not_usable', message: expect.any(String) }],
        ]);
      }
      expect(await marks()).toEqual([]);
    },
  );

  test('F-46 one that somebody else has is refused in the same words, whatever their outlet', async () => {
    const holder = (await add('482915')).body.data;
    const other = (await add('739146')).body.data;
    const guessable = (await add('123456')).body;
    for (const answer of [
      await add('482915', { outletIds: [tenant.outletId] }),
      await tenant.api('PATCH', `/users/${other.id}`, { pin: '482915' }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual(guessable.errors);
    }
    // One's own again is no other's; once its holder has left or changed it, it is free.
    expect((await tenant.api('PATCH', `/users/${holder.id}`, { pin: '482915' })).status).toBe(200);
    expect((await tenant.api('PATCH', `/users/${holder.id}`, { pin: '915248' })).status).toBe(200);
    expect((await tenant.api('PATCH', `/users/${other.id}`, { pin: '482915' })).status).toBe(200);
    expect((await tenant.api('DELETE', `/users/${other.id}`)).status).toBe(204);
    expect((await add('482915')).status).toBe(201);
  });

  test('F-46 SELL-11 asked again with its key, the first answer: one’s own PIN is not somebody else’s', async () => {
    const body = member('482915');
    const headers = { 'idempotency-key': uuidv7() };
    const first = await tenant.api('POST', '/users', body, headers);
    const again = await tenant.api('POST', '/users', body, headers);
    expect([first.status, again.status, again.body.data.id]).toEqual([201, 201, first.body.data.id]);
  });

  test('F-46 of many who choose one PIN at once, one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => add('482915')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
  });

  test('F-46 ISO-01 another business may have the same, and nothing stored shows that it is', async () => {
    await add('482915');
    const [mine] = await marks();
    tenant = await app.registerTenant();
    expect((await add('482915')).status).toBe(201);
    const [theirs] = await marks();
    expect(theirs!.pin_mark).not.toBe(mine!.pin_mark);
    expect(JSON.stringify([mine, theirs])).not.toContain('482915');
  });

  test('F-46 a PIN of before is found by comparing, and then by its mark', async () => {
    await add('482915');
    await app.sql('UPDATE memberships SET pin_mark = NULL WHERE tenant_id = $1', [tenant.tenantId]);
    expect((await add('482915')).status).toBe(422);
    expect((await marks()).every(({ pin_mark }) => pin_mark !== null)).toBe(true);
    expect((await add('739146')).status).toBe(201);
  });
});

test('F-46 AUTH-09 setting, changing and taking away a PIN is in the audit log, without it', async () => {
  const { id } = (await add()).body.data;
  const change = (pin: string | null) => tenant.api('PATCH', `/users/${id}`, { pin });
  await change(null);
  for (const pin of ['482915', '739146', null]) expect((await change(pin)).status).toBe(200);
  await tenant.api('PATCH', `/users/${id}`, { name: 'Sari Dewi' });
  const rows = await app.sql<{ actor_id: string; before: object; after: object }>(
    `SELECT actor_id, before, after FROM audit_log WHERE action = 'staff.pin_change' AND entity_id = $1 ORDER BY seq`,
    [id],
  );
  expect(rows.map(({ before, after }) => [before, after])).toEqual([
    [{ hasPin: false }, { hasPin: true }],
    [{ hasPin: true }, { hasPin: true }],
    [{ hasPin: true }, { hasPin: false }],
  ]);
  expect(rows.every(({ actor_id }) => actor_id === tenant.user.id)).toBe(true);
  const whole = JSON.stringify(
    await app.sql('SELECT * FROM audit_log WHERE tenant_id = $1', [tenant.tenantId]),
  );
  expect(whole).not.toMatch(/482915|739146|pin_mark|pinMark/);
});
