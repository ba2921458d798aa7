import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import {
  type Grid,
  isSamePlacing,
  keepSlots,
  packSlots,
  pageCount,
  type Placed,
  slotsOf,
  type SlotWish,
} from './slots';

/** How long the board must be left alone before it closes its holes. */
export const HANDS_OFF_MS = 3_000;
/** A touch so soon after a ticket came to its place was meant for what stood there. */
export const SETTLE_MS = 500;

/** Keeps each ticket in its slot while hands are at work, a page at a time, and closes up when they are not. */
export function useSlots(wishes: Ref<readonly SlotWish[]>, grid: Ref<Grid>) {
  const placed = shallowRef<readonly Placed[]>([]);
  const page = ref(0);
  const since = new Map<string, number>();
  let quiet: ReturnType<typeof setTimeout> | undefined;

  function lay(next: readonly Placed[]): void {
    const before = new Map(placed.value.map(({ id, slot }) => [id, slot]));
    const at = Date.now();
    for (const { id, slot } of next) if (before.get(id) !== slot) since.set(id, at);
    for (const id of since.keys()) if (!next.some((entry) => entry.id === id)) since.delete(id);
    placed.value = next;
    page.value = Math.min(page.value, pageCount(next, grid.value) - 1);
  }

  const isLoose = (): boolean => !isSamePlacing(placed.value, packSlots(wishes.value, grid.value));

  function closeUp(): void {
    clearTimeout(quiet);
    if (isLoose()) lay(packSlots(wishes.value, grid.value));
  }

  function closeUpLater(): void {
    clearTimeout(quiet);
    if (isLoose()) quiet = setTimeout(closeUp, HANDS_OFF_MS);
  }

  const shown = computed(() => {
    const size = slotsOf(grid.value);
    const from = page.value * size;
    return placed.value
      .filter(({ slot }) => slot >= from && slot < from + size)
      .map((entry) => ({ ...entry, place: entry.slot - from }));
  });
  const pages = computed(() => pageCount(placed.value, grid.value));
  /** Tickets on the pages after this one, and before it. */
  const after = computed(() => {
    const end = (page.value + 1) * slotsOf(grid.value);
    return placed.value.filter(({ slot }) => slot >= end).length;
  });
  const before = computed(() => {
    const start = page.value * slotsOf(grid.value);
    return placed.value.filter(({ slot }) => slot < start).length;
  });

  /** Nothing is left to see here, or half of the page is empty while others wait behind it. */
  function isThinning(): boolean {
    const filled = shown.value.reduce((sum, { size }) => sum + size, 0);
    return filled === 0 || (after.value > 0 && filled * 2 <= slotsOf(grid.value));
  }

  function turn(by: number): void {
    page.value = Math.min(pages.value - 1, Math.max(0, page.value + by));
    const at = Date.now();
    for (const { id } of shown.value) since.set(id, at);
    closeUp();
  }

  watch(
    wishes,
    (list) => {
      lay(keepSlots(placed.value, list, grid.value));
      if (isThinning()) closeUp();
      else closeUpLater();
    },
    { immediate: true, flush: 'sync' },
  );
  watch(grid, (next, last) => {
    if (next.columns !== last.columns || next.rows !== last.rows) lay(packSlots(wishes.value, next));
  });
  onScopeDispose(() => clearTimeout(quiet));

  return {
    shown,
    page,
    pages,
    after,
    before,
    /** Somebody touches the board or presses a key. */
    touch: closeUpLater,
    /** Whether a touch can have been meant for this ticket. */
    isSettled: (id: string): boolean => Date.now() - (since.get(id) ?? 0) >= SETTLE_MS,
    turn,
  };
}
