import { GateBusy } from '../gate';
import { goTogether } from '../together';
import type { TogetherRules } from '../together';

type Call = { taken: string[]; finish: () => void };

/** Calls that stay under way until they are told to finish; each answers with what it was asked. */
function counter(rules: Partial<TogetherRules<string, string>> = {}) {
  const calls: Call[] = [];
  const ask = goTogether<string, string>({
    most: 3,
    mostCalls: 1,
    patienceMs: 60_000,
    mostWaiting: 4,
    go: (together) =>
      new Promise<void>((resolve) => {
        calls.push({
          taken: together.map(({ what }) => what),
          finish: () => {
            together.forEach((asked) => asked.resolve(asked.what));
            resolve();
          },
        });
      }),
    ...rules,
  });
  return { calls, ask };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('T-52 what goes together', () => {
  test('T-52 idle, one goes at once; what comes meanwhile goes together, lines taking turns', async () => {
    const { calls, ask } = counter();
    const first = ask('a', 'a1');
    await settle();
    expect(calls.map(({ taken }) => taken)).toEqual([['a1']]);
    const answers = [first, ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask('a', 'a4')];
    calls[0]!.finish();
    await settle();
    expect(calls[1]!.taken).toEqual(['a2', 'b1', 'a3']);
    calls[1]!.finish();
    await settle();
    expect(calls[2]!.taken).toEqual(['a4']);
    calls[2]!.finish();
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'b1', 'a4']);
  });

  test('T-52 what is asked for in the same turn of the loop goes together at once', async () => {
    const { calls, ask } = counter();
    const answers = ['a1', 'a2', 'a3', 'a4'].map((what) => ask('a', what));
    await settle();
    expect(calls.map(({ taken }) => taken)).toEqual([['a1', 'a2', 'a3']]);
    calls[0]!.finish();
    await settle();
    calls[1]!.finish();
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  test('T-52 F-41 what is large goes by itself, nobody waits for it in its call, and its turn comes', async () => {
    const { calls, ask } = counter({ isLarge: (what) => what.startsWith('L') });
    const first = ask('a', 'a1');
    await settle();
    const answers = [
      first,
      ...['b1', 'L1', 'b2'].map((what) => ask('b', what)),
      ask('c', 'L2'),
      ask('d', 'd1'),
    ];
    for (const { length } of [1, 2, 3, 4, 5].map((count) => ({ length: count }))) {
      calls[length - 1]?.finish();
      await settle();
    }
    expect(await Promise.all(answers)).toEqual(['a1', 'b1', 'L1', 'b2', 'L2', 'd1']);
    expect(calls.map(({ taken }) => taken)).toEqual([['a1'], ['b1', 'd1'], ['L2'], ['L1'], ['b2']]);
  });

  test('T-52 what could be the same thing never goes twice in one call, of another line it may', async () => {
    const { calls, ask } = counter({ namesOf: (what) => [what] });
    void ask('a', 'first');
    await settle();
    ['x', 'x', 'y'].forEach((what) => void ask('a', what));
    void ask('b', 'x');
    calls[0]!.finish();
    await settle();
    expect(calls[1]!.taken).toEqual(['x', 'x']);
    calls[1]!.finish();
    await settle();
    expect(calls[2]!.taken).toEqual(['x', 'y']);
    calls[2]!.finish();
  });

  test('T-52 nobody waits for others longer than the patience, while there may be another call', async () => {
    const { calls, ask } = counter({ mostCalls: 2, patienceMs: 1 });
    void ask('a', 'slow');
    await settle();
    const quick = ask('b', 'quick');
    while (calls.length < 2) await settle();
    calls[1]!.finish();
    expect(await quick).toBe('quick');
    void ask('b', 'next');
    while (calls.length < 3) await settle();
    void ask('b', 'too many calls');
    await settle();
    expect(calls).toHaveLength(3);
    calls.forEach(({ finish }) => finish());
  });

  test('F-41 T-52 who comes when too many of a line wait is turned away, and nobody of another line', async () => {
    const { calls, ask } = counter();
    void ask('a', 'under way');
    await settle();
    for (let index = 0; index < 4; index += 1) void ask('a', `waiting ${index}`);
    await expect(ask('a', 'one too many')).rejects.toBeInstanceOf(GateBusy);
    void ask('b', 'welcome');
    calls[0]!.finish();
    await settle();
    expect(calls[1]!.taken).toContain('welcome');
    calls[1]!.finish();
    await settle();
    calls[2]!.finish();
  });
});
