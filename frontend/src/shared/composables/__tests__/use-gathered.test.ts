import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import { useGathered } from '../use-gathered';

let isHidden = false;
const show = (isShown: boolean): void => {
  isHidden = !isShown;
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
});
afterEach(() => {
  isHidden = false;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function gathered(read: () => Promise<unknown>) {
  const scope = effectScope();
  const wish = scope.run(() => useGathered(read, { everyMs: 1_000 }))!;
  return { wish, stop: () => scope.stop() };
}

test('T-48 fifty wishes in a second are two readings, and the last wish is read', async () => {
  const read = vi.fn(() => Promise.resolve());
  const { wish } = gathered(read);
  for (let n = 0; n < 50; n += 1) {
    wish();
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toHaveBeenCalledTimes(2);
  wish();
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toHaveBeenCalledTimes(3);
});

test('T-48 a slow reading is not joined by another; what was wished meanwhile follows it', async () => {
  let end = (): void => undefined;
  const read = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const { wish } = gathered(read);
  wish();
  await vi.advanceTimersByTimeAsync(200);
  wish();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toHaveBeenCalledTimes(2);
});

test('T-48 a screen that nobody sees reads nothing until it is shown, and then once', async () => {
  const read = vi.fn(() => Promise.resolve());
  const { wish } = gathered(read);
  wish();
  show(false);
  await vi.advanceTimersByTimeAsync(5_000);
  wish();
  wish();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).not.toHaveBeenCalled();
  show(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toHaveBeenCalledTimes(1);
});

test('T-48 a reading that fails is tried again by the next wish; one that is over reads no more', async () => {
  const read = vi.fn(() => Promise.reject(new Error('away')));
  const { wish, stop } = gathered(read);
  wish();
  await vi.advanceTimersByTimeAsync(5_000);
  wish();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toHaveBeenCalledTimes(2);
  wish();
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toHaveBeenCalledTimes(2);
});
