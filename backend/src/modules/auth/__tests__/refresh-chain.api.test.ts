import { Client } from 'pg';
import { asAdmin, startTestApp } from '../../../../test/setup';
import type { ApiAnswer, TestApp } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => {
  jest.restoreAllMocks();
  setClock();
});

const cookieOf = (answer: ApiAnswer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const refresh = (cookie: string) => app.api('POST', '/auth/refresh', undefined, { cookie });

/** Signs in and renews `length` times; the clock stands still, so that all of it lies within the grace. */
async function chain(length: number): Promise<{ first: string; head: string }> {
  const at = new Date();
  setClock({ now: () => at });
  const { email, password } = await app.registerTenant();
  const first = cookieOf(await app.api('POST', '/auth/login', { email, password }));
  let head = first;
  for (let n = 0; n < length; n += 1) {
    const answer = await refresh(head);
    expect(answer.status).toBe(200);
    head = cookieOf(answer);
  }
  return { first, head };
}

describe('F-41 AUTH-01 a long chain of refresh tokens', () => {
  test('F-41 AUTH-01 the end of a chain costs the same however long it is', async () => {
    const counted: number[] = [];
    for (const length of [1, 120]) {
      const { first, head } = await chain(length);
      const query = jest.spyOn(Client.prototype, 'query');
      const again = await refresh(first);
      counted.push(query.mock.calls.length);
      query.mockRestore();
      expect([again.status, cookieOf(again)]).toEqual([200, head]);
    }
    expect(counted[1]).toBe(counted[0]);
    expect(counted[0]).toBeLessThanOrEqual(3);
  });

  test('F-41 AUTH-01 who presents a used token again and again waits for nobody and writes nothing', async () => {
    const { first, head } = await chain(3);
    const [session] = await app.sql<{ id: string }>(
      `SELECT s.id FROM sessions s ORDER BY created_at DESC, id DESC LIMIT 1`,
    );
    await asAdmin(async (other) => {
      await other.query('BEGIN');
      await other.query('SELECT FROM sessions WHERE id = $1 FOR UPDATE', [session!.id]);
      const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
      expect(new Set(answers.map(cookieOf))).toEqual(new Set([head]));
    }, app.database);
  });

  test('F-41 AUTH-01 a session has one token that is not used, whoever renews at once', async () => {
    const { head } = await chain(1);
    await Promise.all(Array.from({ length: 20 }, () => refresh(head)));
    const forks = await app.sql(
      'SELECT session_id FROM refresh_tokens WHERE used_at IS NULL GROUP BY session_id HAVING count(*) > 1',
    );
    expect(forks).toEqual([]);
  });
});
