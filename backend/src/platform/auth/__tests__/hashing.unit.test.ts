import { readFileSync, readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { deflate } from 'node:zlib';
import { GateBusy } from '../../../lib/gate';
import { bcryptFits, bcryptHash } from '../hashing';
import { verifyPassword } from '../passwords';

const QUICK = 4;
/** Takes some tens of milliseconds: longer than what is held against it here. */
const SLOW = 10;

/** The nineteenth field of a thread's `stat`: its niceness. */
const nicenesses = () =>
  readdirSync('/proc/self/task').map((id) => {
    const stat = readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });

describe('T-55 hashing on threads of its own', () => {
  test('T-55 AUTH-05 a hash fits its text and no other', async () => {
    const hash = await bcryptHash('kopi', QUICK);
    expect(hash).toMatch(/^\$2b\$04\$/);
    expect(await Promise.all([bcryptFits('kopi', hash), bcryptFits('teh', hash)])).toEqual([true, false]);
    await expect(bcryptFits('kopi', 'no hash')).resolves.toBe(false);
    await expect(bcryptHash(null as unknown as string, QUICK)).rejects.toThrow('data');
    expect(await bcryptFits('kopi', hash)).toBe(true);
  });

  test('T-55 first come first served', async () => {
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    const texts = Array.from({ length: 12 }, (_, place) => `kopi ${place}`);
    await Promise.all(texts.map((text) => bcryptHash(text, QUICK)));
    expect(post.mock.calls.map(([task]) => (task as { text: string }).text)).toEqual(texts);
    post.mockRestore();
  });

  test('T-55 what waits for the pool of files and compression does not wait for hashes', async () => {
    let hashed = 0;
    const hashes = Array.from({ length: 16 }, () => bcryptHash('x', SLOW).then(() => (hashed += 1)));
    await promisify(deflate)(Buffer.alloc(1_000));
    expect(hashed).toBeLessThan(12);
    await Promise.all(hashes);
    expect(hashed).toBe(16);
  });

  test('T-55 the threads yield to those that answer requests', async () => {
    await bcryptHash('x', QUICK);
    expect(getPriority()).toBe(0);
    if (process.platform === 'linux') expect(nicenesses().filter((value) => value === 5)).not.toEqual([]);
  });

  test('T-55 who comes when two hundred wait is asked to come again; those who wait are served', async () => {
    const asked = Array.from({ length: 220 }, () => bcryptHash('x', QUICK));
    const ends = await Promise.allSettled(asked);
    const refused = ends.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.length).toBeGreaterThanOrEqual(18);
    expect(refused.length).toBeLessThanOrEqual(20);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(GateBusy);
    expect(await bcryptHash('x', QUICK)).toMatch(/^\$2b/);
  });

  test('T-55 AUTH-08 an unknown address that came when too many waited is compared as ever the next time', async () => {
    const asked = Array.from({ length: 210 }, () => bcryptHash('x', QUICK));
    await expect(verifyPassword('kopi', null)).rejects.toBeInstanceOf(GateBusy);
    await Promise.allSettled(asked);
    await expect(verifyPassword('kopi', null)).resolves.toBe(false);
  });

  test('T-55 a thread that ends is replaced, and only what it had fails', async () => {
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    await Promise.all([bcryptHash('x', QUICK), bcryptHash('x', QUICK)]);
    const threads = new Set(post.mock.contexts as Worker[]);
    post.mockClear();
    const cut = bcryptHash('x', SLOW + 1);
    const held = post.mock.contexts[0] as Worker;
    post.mockRestore();
    expect(threads.has(held)).toBe(true);
    const failing = expect(cut).rejects.toThrow('ended');
    await held.terminate();
    await failing;
    const after = await Promise.all([1, 2, 3].map(() => bcryptHash('x', QUICK)));
    expect(after).toHaveLength(3);
  });
});
