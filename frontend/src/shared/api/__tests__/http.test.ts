import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { getData, getIfChanged, postData } from '../calls';
import { setApiLanguage } from '../http';
import { retryDelay } from '../retry';
import { getAccessToken, onSessionLost, setAccessToken } from '../token';
import { type Answered, type Asked, answerCalls } from './answering';

interface Seen {
  url: string;
  token: string | null;
  key: string | null;
  language: string;
}

const seen: Seen[] = [];

function serve(handler: (asked: Asked, tries: number) => Answered): void {
  answerCalls((asked) => {
    const { path: url, headers } = asked;
    seen.push({
      url,
      token: headers.get('Authorization'),
      key: headers.get('Idempotency-Key'),
      language: headers.get('Accept-Language') ?? '',
    });
    return handler(asked, seen.length);
  });
}
const problem = (status: number, code: string, more: object = {}) => ({
  status,
  data: { code, title: 'Judul', detail: 'Penjelasan', status, correlationId: 'c-1', ...more },
});

/** Lets the waiting between repeats pass at once. */
async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const outcome = Promise.allSettled([work]);
  await vi.runAllTimersAsync();
  return (await outcome)[0];
}

describe('calls to the API', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    seen.length = 0;
    setAccessToken('old');
    setApiLanguage('id');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    setAccessToken(null);
  });

  test('AUTH-01 many calls with an expired token renew it once and are sent again with their own keys', async () => {
    serve(({ path, headers }) => {
      if (path.endsWith('/auth/refresh'))
        return { status: 200, data: { data: { accessToken: 'new', expiresIn: 900 } } };
      return headers.get('Authorization') === 'Bearer new'
        ? { status: 200, data: { data: 'ok' } }
        : problem(401, 'token_expired');
    });
    const answers = await Promise.all([getData('/a'), postData('/b', { x: 1 }), getData('/c')]);
    expect(answers).toEqual(['ok', 'ok', 'ok']);
    expect(seen.filter(({ url }) => url.endsWith('/auth/refresh'))).toHaveLength(1);
    const posts = seen.filter(({ url }) => url === '/b');
    expect(posts).toHaveLength(2);
    expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
    expect(getAccessToken()).toBe('new');
  });

  test('AUTH-01 a session the server no longer knows is announced once, and the call fails', async () => {
    const lost = vi.fn();
    const stop = onSessionLost(lost);
    serve(() => problem(401, 'unauthenticated'));
    const [first, second] = await Promise.allSettled([getData('/a'), getData('/b')]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    expect(lost).toHaveBeenCalledTimes(1);
    expect(getAccessToken()).toBeNull();
    stop();
  });

  test('WEB-05 a lost answer is asked for again under the same key until it comes', async () => {
    serve((_config, tries) => (tries < 3 ? 'lost' : { status: 201, data: { data: 7 } }));
    expect(await settled(postData('/orders', {}))).toEqual({ status: 'fulfilled', value: 7 });
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    expect(seen[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('WEB-05 it gives up after three repeats and says that nothing is known', async () => {
    serve(() => 'lost');
    const outcome = await settled(getData('/a'));
    expect(seen).toHaveLength(4);
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { status: 0, code: 'network', isUnanswered: true },
    });
  });

  test('WEB-05 a verdict is not repeated', async () => {
    serve(() => problem(409, 'insufficient_stock'));
    const outcome = await settled(postData('/orders', {}));
    expect(seen).toHaveLength(1);
    expect(outcome).toMatchObject({ reason: { status: 409, code: 'insufficient_stock', title: 'Judul' } });
  });

  test('SELL-11 while the first request still runs, the repeat waits and gets its answer', async () => {
    serve((_config, tries) =>
      tries === 1 ? problem(409, 'idempotency_in_progress') : { status: 201, data: { data: 'first' } },
    );
    expect(await settled(postData('/orders', {}))).toEqual({ status: 'fulfilled', value: 'first' });
  });

  test('SELL-11 different calls have different keys; reading has none', async () => {
    serve(() => ({ status: 200, data: { data: null } }));
    await postData('/a', {});
    await postData('/a', {});
    await getData('/a');
    expect(seen[0]?.key).not.toBe(seen[1]?.key);
    expect(seen[2]?.key).toBeNull();
  });

  test('WEB-01 errors carry fields and the number support asks for, in the person’s language', async () => {
    setApiLanguage('en');
    serve(() => ({
      ...problem(422, 'validation_failed', {
        errors: [{ path: 'items.0.quantity', code: 'too_small', message: 'Too small' }],
      }),
      headers: { 'x-request-id': 'r-9' },
    }));
    await expect(postData('/orders', {})).rejects.toMatchObject({
      requestId: 'r-9',
      errors: [{ path: 'items.0.quantity', message: 'Too small' }],
    });
    expect(seen[0]?.language).toBe('en');
  });

  test('CAT-06 an unchanged document is not sent again', async () => {
    serve(({ headers }) =>
      headers.get('If-None-Match') === '"v1"'
        ? { status: 304 }
        : { status: 200, data: { v: 1 }, headers: { etag: '"v1"' } },
    );
    const first = await getIfChanged<{ v: number }>('/menu', null);
    expect(first).toEqual({ body: { v: 1 }, etag: '"v1"' });
    expect(await getIfChanged('/menu', first?.etag ?? null)).toBeNull();
  });

  test('WEB-05 waiting grows, has jitter and an end', () => {
    expect([1, 2, 3].map((attempt) => retryDelay(attempt, () => 1))).toEqual([400, 800, 1600]);
    expect(retryDelay(1, () => 0)).toBe(200);
    expect(retryDelay(20, () => 1)).toBe(5_000);
  });
});
