import { GateBusy, createGate } from '../gate';

/** Something that is inside until it is told to leave. */
function guest() {
  let leave = () => {};
  const stay = new Promise<void>((resolve) => (leave = resolve));
  let isInside = false;
  return {
    leave,
    isInside: () => isInside,
    visit: async () => {
      isInside = true;
      await stay;
      isInside = false;
    },
  };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const names = (guests: ReturnType<typeof guest>[]) => guests.map((one) => one.isInside());

describe('F-41 a gate', () => {
  test('F-41 lets so many of one key in, the others follow in their order', async () => {
    const gate = createGate(() => ({ perKey: 2, waiting: 10, waitMs: 60_000 }));
    const guests = Array.from({ length: 4 }, guest);
    const visits = guests.map(({ visit }) => gate.run('a', visit));
    await settle();
    expect(names(guests)).toEqual([true, true, false, false]);
    guests[1]!.leave();
    await settle();
    expect(names(guests)).toEqual([true, false, true, false]);
    guests.forEach(({ leave }) => leave());
    await Promise.all(visits);
    expect(names(guests)).toEqual([false, false, false, false]);
  });

  test('F-41 one key never takes the place of another', async () => {
    const gate = createGate(() => ({ perKey: 1, waiting: 10, waitMs: 60_000 }));
    const guests = Array.from({ length: 3 }, guest);
    void gate.run('a', guests[0]!.visit);
    void gate.run('a', guests[1]!.visit);
    void gate.run('b', guests[2]!.visit);
    await settle();
    expect(names(guests)).toEqual([true, false, true]);
    guests.forEach(({ leave }) => leave());
  });

  test('F-41 with a limit for all, keys take turns however long one line is', async () => {
    const gate = createGate(() => ({ perKey: 1, total: 1, waiting: 10, waitMs: 60_000 }));
    const order: string[] = [];
    const note = (name: string) => async () => {
      order.push(name);
      await settle();
    };
    await Promise.all([
      ...['a1', 'a2', 'a3'].map((name) => gate.run('a', note(name))),
      ...['b1', 'b2'].map((name) => gate.run('b', note(name))),
    ]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  test('F-41 who finds the line full or waits too long is turned away, and what fails makes room', async () => {
    const gate = createGate(() => ({ perKey: 1, waiting: 1, waitMs: 20 }));
    const first = guest();
    const visit = gate.run('a', first.visit);
    const late = gate.run('a', () => Promise.resolve('late'));
    await expect(gate.run('a', () => Promise.resolve('third'))).rejects.toThrow(GateBusy);
    await expect(late).rejects.toThrow(GateBusy);
    first.leave();
    await visit;
    await expect(gate.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.run('a', () => Promise.resolve('in'))).toBe('in');
  });
});
