import { beforeEach, afterEach, describe, expect, test, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { isSamePlacing, keepSlots, packSlots, pageCount, type Placed, type SlotWish } from '../slots';
import { gridFor, isOneColumn, slotsWanted } from '../ticket-size';
import { HANDS_OFF_MS, SETTLE_MS, useSlots } from '../use-slots';
import { makeItem, makeTicket } from './make-ticket';

const GRID = { columns: 3, rows: 2 };
const wishes = (...ids: string[]): SlotWish[] => ids.map((id) => ({ id, size: 1 }));
const slotOf = (placed: readonly Placed[], id: string) => placed.find((entry) => entry.id === id)?.slot;

describe('T-40 slots of the board', () => {
  test('T-40 tickets fill columns from the oldest on; a long one takes a column of its own', () => {
    const placed = packSlots(
      [
        { id: 'a', size: 1 },
        { id: 'long', size: 2 },
        { id: 'b', size: 1 },
      ],
      GRID,
    );
    expect(placed.map(({ slot }) => slot)).toEqual([0, 2, 4]);
    expect(packSlots([{ id: 'huge', size: 9 }], GRID)[0]).toEqual({ id: 'huge', size: 2, slot: 0 });
  });

  test('T-40 what leaves leaves a hole, what is new comes last, nobody else moves', () => {
    const before = packSlots(wishes('a', 'b', 'c'), GRID);
    const after = keepSlots(before, wishes('b', 'c', 'd'), GRID);
    expect(['b', 'c', 'd'].map((id) => slotOf(after, id))).toEqual([1, 2, 3]);
    expect(isSamePlacing(after, packSlots(wishes('b', 'c', 'd'), GRID))).toBe(false);
  });

  test('T-40 whatever comes and goes, no two tickets share a slot and none reaches over its column', () => {
    let seed = 20_261_126;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let run = 0; run < 200; run += 1) {
      const grid = { columns: 1 + random(6), rows: 1 + random(4) };
      let list: SlotWish[] = [];
      let placed: Placed[] = [];
      for (let step = 0; step < 20; step += 1) {
        if (random(3) === 0) list = list.filter(() => random(4) > 0);
        else list = [...list, { id: `${run}-${step}`, size: 1 + random(4) }];
        const next = keepSlots(placed, list, grid);
        const taken = next.flatMap(({ slot, size }) => Array.from({ length: size }, (_, n) => slot + n));
        expect(new Set(taken).size).toBe(taken.length);
        for (const { slot, size } of next) expect((slot % grid.rows) + size).toBeLessThanOrEqual(grid.rows);
        for (const { id, slot } of placed) {
          if (list.some((wish) => wish.id === id)) expect(slotOf(next, id)).toBe(slot);
        }
        expect(next).toHaveLength(list.length);
        placed = next;
      }
    }
  });

  test('T-40 twelve fit on 1366×768, eight on 1024×768, and a phone has a list', () => {
    expect(gridFor({ width: 1346, height: 632 })).toEqual({ columns: 6, rows: 2 });
    expect(gridFor({ width: 1004, height: 632 })).toEqual({ columns: 4, rows: 2 });
    expect(isOneColumn(gridFor({ width: 370, height: 700 }))).toBe(true);
    expect(
      pageCount(packSlots(wishes(...'abcdefghijklm'), { columns: 6, rows: 2 }), { columns: 6, rows: 2 }),
    ).toBe(2);
  });

  test('T-40 a ticket too long for its slot takes the column, a short one does not', () => {
    const room = { width: 1346, height: 632 };
    const grid = gridFor(room);
    expect(slotsWanted(makeTicket(), grid, room)).toBe(1);
    const items = Array.from({ length: 6 }, () =>
      makeItem({ name: 'Nasi goreng kampung', note: 'Tanpa acar' }),
    );
    expect(slotsWanted(makeTicket({ items }), grid, room)).toBe(2);
  });
});

describe('T-18 a board under hands', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(ids: string[], size = GRID) {
    const list = ref(wishes(...ids));
    const scope = effectScope();
    const slots = scope.run(() => useSlots(list, ref(size)))!;
    vi.advanceTimersByTime(SETTLE_MS);
    return { list, slots, shown: () => slots.shown.value.map(({ id, place }) => `${place}${id}`) };
  }

  test('T-18 holes close only when the board was left alone, and what moved ignores the next touch', () => {
    const { list, slots, shown } = start(['a', 'b', 'c', 'd']);
    list.value = wishes('b', 'c', 'd');
    expect(shown()).toEqual(['1b', '2c', '3d']);
    expect(slots.isSettled('b')).toBe(true);
    vi.advanceTimersByTime(HANDS_OFF_MS - 1);
    slots.touch();
    vi.advanceTimersByTime(HANDS_OFF_MS - 1);
    expect(shown()).toEqual(['1b', '2c', '3d']);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual(['0b', '1c', '2d']);
    expect(slots.isSettled('b')).toBe(false);
    vi.advanceTimersByTime(SETTLE_MS);
    expect(slots.isSettled('b')).toBe(true);
  });

  test('T-40 what does not fit is counted and a page away; an emptied page fills at once', () => {
    const { list, slots, shown } = start([...'abcdefgh']);
    expect(slots.after.value).toBe(2);
    slots.turn(1);
    expect(shown()).toEqual(['0g', '1h']);
    expect(slots.before.value).toBe(6);
    slots.turn(-1);
    list.value = wishes('g', 'h');
    expect(shown()).toEqual(['0g', '1h']);
    expect(slots.pages.value).toBe(1);
  });
});
