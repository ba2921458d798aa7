import { onScopeDispose } from 'vue';

export interface BumpKeys {
  /** The tickets of the page in their order. */
  ids: () => string[];
  /** The ticket in a slot of the page, from 0. */
  idAt: (place: number) => string | null;
  selected: () => string | null;
  select: (id: string | null) => void;
  bump: (id: string) => void;
  /** A page on or back. */
  turn: (by: number) => void;
  recall: () => void;
  toggleAllDay: () => void;
}

const ARROWS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, [role="dialog"]') !== null;
}

/** Which ticket an arrow leads to; the first one where none was selected. */
export function moveSelection(current: number, by: number, count: number): number {
  if (count === 0) return -1;
  if (current < 0) return by > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, current + by));
}

/**
 * A bump bar is a keyboard: 1–9 bump a ticket by its slot, arrows select, Enter bumps, Page Up and Down turn, R recalls,
 * A counts.
 */
export function useBumpKeys(keys: BumpKeys): void {
  function onKey(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      event.key.toLowerCase() === 'a' &&
      !(event.target as HTMLElement | null)?.closest?.('input, textarea')
    ) {
      event.preventDefault();
      keys.toggleAllDay();
      return;
    }
    if (isTyping(event.target)) return;
    const arrow = ARROWS[event.key];
    const selected = keys.selected();
    if (/^[1-9]$/.test(event.key)) {
      const id = keys.idAt(Number(event.key) - 1);
      if (id) keys.bump(id);
    } else if (arrow !== undefined) {
      const ids = keys.ids();
      const at = moveSelection(selected === null ? -1 : ids.indexOf(selected), arrow, ids.length);
      keys.select(ids[at] ?? null);
    } else if (event.key === 'Enter' && event.target === document.body && selected !== null) {
      keys.bump(selected);
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      keys.turn(event.key === 'PageDown' ? 1 : -1);
    } else if (event.key.toLowerCase() === 'r') {
      keys.recall();
    } else {
      return;
    }
    event.preventDefault();
  }
  addEventListener('keydown', onKey);
  onScopeDispose(() => removeEventListener('keydown', onKey));
}
