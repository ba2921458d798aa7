/** How many slots a page of the board has, column by column. */
export interface Grid {
  columns: number;
  rows: number;
}

/** A ticket to be placed: how many slots of a column it fills, from 1 to the grid's rows. */
export interface SlotWish {
  id: string;
  size: number;
}

/** A ticket in its place. Slots count on over all pages: down a column, then the next column. */
export interface Placed extends SlotWish {
  slot: number;
}

export const slotsOf = ({ columns, rows }: Grid): number => columns * rows;

/** The first slot from `from` on where a ticket does not reach over its column's end. */
function nextFit(from: number, size: number, rows: number): number {
  const row = from % rows;
  return row + size <= rows ? from : from - row + rows;
}

/** Every ticket from the first slot on, in the order given. */
export function packSlots(wishes: readonly SlotWish[], { rows }: Grid): Placed[] {
  let free = 0;
  return wishes.map(({ id, size }) => {
    const fitting = Math.min(size, rows);
    const slot = nextFit(free, fitting, rows);
    free = slot + fitting;
    return { id, size: fitting, slot };
  });
}

/**
 * Who is on the board keeps the slot; what left leaves a hole; what is new comes after the last. Nothing moves under
 * a finger: `packSlots` closes the holes when hands are off.
 */
export function keepSlots(before: readonly Placed[], wishes: readonly SlotWish[], { rows }: Grid): Placed[] {
  const known = new Map(before.map((placed) => [placed.id, placed]));
  let free = 0;
  const kept: Placed[] = [];
  for (const { id } of wishes) {
    const placed = known.get(id);
    if (!placed) continue;
    kept.push(placed);
    free = Math.max(free, placed.slot + placed.size);
  }
  const added: Placed[] = [];
  for (const { id, size } of wishes) {
    if (known.has(id)) continue;
    const fitting = Math.min(size, rows);
    const slot = nextFit(free, fitting, rows);
    free = slot + fitting;
    added.push({ id, size: fitting, slot });
  }
  return [...kept, ...added];
}

/** Whether both lay the same tickets into the same slots. */
export function isSamePlacing(a: readonly Placed[], b: readonly Placed[]): boolean {
  if (a.length !== b.length) return false;
  const slots = new Map(a.map((placed) => [placed.id, placed]));
  return b.every(({ id, slot, size }) => slots.get(id)?.slot === slot && slots.get(id)?.size === size);
}

/** The pages there are; at least one. */
export function pageCount(placed: readonly Placed[], grid: Grid): number {
  const end = placed.reduce((last, { slot, size }) => Math.max(last, slot + size), 0);
  return Math.max(1, Math.ceil(end / slotsOf(grid)));
}
