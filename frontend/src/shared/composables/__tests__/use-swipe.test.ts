import { expect, test, vi } from 'vitest';
import { SWIPE_PX, useSwipe } from '../use-swipe';

const pointer = (type: string, x: number, y = 0, pointerType = 'touch'): PointerEvent =>
  ({ type, clientX: x, clientY: y, pointerId: 1, pointerType }) as PointerEvent;
const click = () => ({ preventDefault: vi.fn(), stopPropagation: vi.fn() }) as unknown as Event;

function swipe(xs: number[], { y = 0, kind = 'touch', end = 'pointerup', off = false } = {}) {
  const away = vi.fn();
  const row = useSwipe(away, () => off);
  row.handlers.pointerdown(pointer('pointerdown', 0, 0, kind));
  for (const x of xs) row.handlers.pointermove(pointer('pointermove', x, y, kind));
  const before = row.style.value;
  row.handlers.pointerup(pointer(end, xs.at(-1) ?? 0, y, kind));
  const after = click();
  row.handlers.clickCapture(after);
  return { away, before, after, row };
}

test('T-36 a finger that goes far enough takes the row away, either way, and its click is swallowed', () => {
  for (const way of [1, -1]) {
    const { away, before, after, row } = swipe([20 * way, 60 * way, (SWIPE_PX + 5) * way]);
    expect(before).toEqual({ transform: `translateX(${(SWIPE_PX + 5) * way}px)` });
    expect(away).toHaveBeenCalledTimes(1);
    expect(after.preventDefault).toHaveBeenCalled();
    expect(row.style.value).toBeUndefined();
  }
});

test.each([
  ['lets go early', swipe([20, 60])],
  ['comes back', swipe([120, 30])],
  ['is taken over by scrolling', swipe([120], { end: 'pointercancel' })],
])('T-36 a finger that %s takes nothing away, and presses nothing', (_, { away, after }) => {
  expect(away).not.toHaveBeenCalled();
  expect(after.preventDefault).toHaveBeenCalled();
});

test.each([
  ['trembles', swipe([5, 9])],
  ['scrolls', swipe([30], { y: 80 })],
  ['is a mouse', swipe([200], { kind: 'mouse' })],
  ['comes while the row must stay', swipe([200], { off: true })],
])('T-36 what %s stays a press', (_, { away, after, before }) => {
  expect(away).not.toHaveBeenCalled();
  expect(before).toBeUndefined();
  expect(after.preventDefault).not.toHaveBeenCalled();
});
