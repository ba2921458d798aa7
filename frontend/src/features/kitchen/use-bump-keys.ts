import { onScopeDispose } from 'vue';

export interface BumpKeys {
  /** How many tickets are on the board. */
  count: () => number;
  /** Place of the selected ticket, or -1. */
  selected: () => number;
  select: (index: number) => void;
  bump: (index: number) => void;
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

/** A bump bar is a keyboard: 1–9 bump a ticket by its place, arrows select, Enter bumps, R recalls, A counts. */
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
    if (/^[1-9]$/.test(event.key)) {
      const index = Number(event.key) - 1;
      if (index < keys.count()) keys.bump(index);
    } else if (arrow !== undefined) {
      keys.select(moveSelection(keys.selected(), arrow, keys.count()));
    } else if (event.key === 'Enter' && event.target === document.body && keys.selected() >= 0) {
      keys.bump(keys.selected());
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
