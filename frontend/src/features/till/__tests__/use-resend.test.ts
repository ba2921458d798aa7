import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, type EffectScope, nextTick, ref } from 'vue';
import { PAUSES_MS, useResend } from '../payment/use-resend';

let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

/** A payment whose every try ends without an answer after 100 ms. */
function stuck() {
  const waits = ref(true);
  const again = vi.fn(() => {
    waits.value = false;
    setTimeout(() => (waits.value = true), 100);
  });
  scope.run(() => useResend(() => waits.value, again));
  return { waits, again };
}

test('T-30 it tries again after pauses that grow, each from the end of the try before', async () => {
  const { again } = stuck();
  for (const [tries, pause] of [...PAUSES_MS, PAUSES_MS.at(-1)!].entries()) {
    await vi.advanceTimersByTimeAsync(pause - 1);
    expect(again).toHaveBeenCalledTimes(tries);
    await vi.advanceTimersByTimeAsync(1);
    expect(again).toHaveBeenCalledTimes(tries + 1);
    await vi.advanceTimersByTimeAsync(100);
  }
});

test('T-30 the line is back: it tries at once, and not while a try is under way', async () => {
  const { again } = stuck();
  dispatchEvent(new Event('online'));
  expect(again).toHaveBeenCalledTimes(1);
  dispatchEvent(new Event('online'));
  expect(again).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
});

test('T-30 once it is recorded, taken back or out of sight, nothing is sent any more', async () => {
  const { waits, again } = stuck();
  waits.value = false;
  await nextTick();
  await vi.advanceTimersByTimeAsync(120_000);
  dispatchEvent(new Event('online'));
  expect(again).not.toHaveBeenCalled();
  waits.value = true;
  await nextTick();
  scope.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  dispatchEvent(new Event('online'));
  expect(again).not.toHaveBeenCalled();
});
