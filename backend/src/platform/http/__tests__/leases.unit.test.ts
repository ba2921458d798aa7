import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createLeases, leaseOf } from '../leases';
import type { Leases } from '../leases';

let sequence = 0;
/** A store as all processes share it, and how often it was asked. */
function sharedStore(points: number) {
  const store = new RateLimiterMemory({ keyPrefix: `test-${(sequence += 1)}`, points, duration: 3600 });
  let asked = 0;
  const consume = store.consume.bind(store);
  store.consume = (key, count) => {
    asked += 1;
    return consume(key, count);
  };
  return { store, asked: () => asked };
}

async function takeMany(leases: Leases, key: string, count: number) {
  const standings = [];
  for (let n = 0; n < count; n += 1) standings.push(await leases.take(key));
  return standings;
}

describe('SEC-02 PERF-01 points are taken ahead', () => {
  const policy = { points: 6000, duration: 3600 };

  test('SEC-02 PERF-01 one process gives exactly the limit, and says what is left as if each were asked for', async () => {
    const { store, asked } = sharedStore(policy.points);
    const standings = await takeMany(createLeases(store, policy), 'a', policy.points + 10);
    expect(standings.slice(0, policy.points).map(({ remaining }) => remaining)).toEqual(
      Array.from({ length: policy.points }, (_, n) => policy.points - 1 - n),
    );
    expect(standings.filter(({ isTaken }) => isTaken)).toHaveLength(policy.points);
    expect(standings.slice(policy.points).every(({ isTaken }) => !isTaken)).toBe(true);
    expect(asked()).toBeLessThanOrEqual(policy.points / leaseOf(policy) + 1);
  });

  test.each([2, 4])(
    'SEC-02 %i processes give the limit or up to 1 %% less for each that holds some, and never more',
    async (count) => {
      const { store } = sharedStore(policy.points);
      const processes = Array.from({ length: count }, () => createLeases(store, policy));
      let given = 0;
      // The last one asks alone until it is refused; the others have come by now and then.
      for (const one of processes.slice(1))
        given += (await takeMany(one, 'a', 37)).filter(({ isTaken }) => isTaken).length;
      for (;;) {
        const { isTaken } = await processes[0]!.take('a');
        if (!isTaken) break;
        given += 1;
      }
      expect(given).toBeLessThanOrEqual(policy.points);
      expect(given).toBeGreaterThanOrEqual(policy.points - (count - 1) * (policy.points / 100));
      // What was held all along is used by whoever holds it, and by nobody else.
      for (const one of processes)
        given += (await takeMany(one, 'a', 200)).filter(({ isTaken }) => isTaken).length;
      expect(given).toBe(policy.points);
    },
  );

  test('SEC-02 many at once from several processes are given the limit to the point', async () => {
    const { store } = sharedStore(policy.points);
    const processes = Array.from({ length: 3 }, () => createLeases(store, policy));
    const standings = await Promise.all(
      Array.from({ length: policy.points + 500 }, async (_, n) => processes[n % 3]!.take('a')),
    );
    const given = standings.filter(({ isTaken }) => isTaken).length;
    expect(given).toBeLessThanOrEqual(policy.points);
    expect(given).toBeGreaterThanOrEqual(policy.points * 0.97);
  });

  test('SEC-02 keys are counted apart', async () => {
    const few = { points: 400, duration: 3600 };
    const { store } = sharedStore(few.points);
    const leases = createLeases(store, few);
    await takeMany(leases, 'a', 500);
    expect(await leases.take('a')).toMatchObject({ isTaken: false, remaining: 0 });
    expect(await leases.take('b')).toMatchObject({ isTaken: true, remaining: few.points - 1 });
  });

  test('SEC-02 a strict limit takes nothing ahead: each point is asked for by itself', async () => {
    const strict = { points: 100, duration: 60 };
    const { store, asked } = sharedStore(strict.points);
    const [one, two] = [createLeases(store, strict), createLeases(store, strict)];
    const standings = [...(await takeMany(one, 'a', 60)), ...(await takeMany(two, 'a', 60))];
    expect(standings.filter(({ isTaken }) => isTaken)).toHaveLength(100);
    expect(asked()).toBe(120);
    expect(one.holds('a')).toBe(false);
  });

  test('SEC-02 what is left over of a window is not used in the next one', async () => {
    jest.useFakeTimers();
    try {
      const short = { points: 1000, duration: 60 };
      const store = new RateLimiterMemory({ keyPrefix: `test-${(sequence += 1)}`, ...short });
      const leases = createLeases(store, short);
      await leases.take('a');
      jest.advanceTimersByTime(59_000);
      expect(leases.holds('a')).toBe(true);
      jest.advanceTimersByTime(1_001);
      expect(leases.holds('a')).toBe(false);
      expect(await leases.take('a')).toMatchObject({ isTaken: true, remaining: short.points - 1 });
    } finally {
      jest.useRealTimers();
    }
  });
});
