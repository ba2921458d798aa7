import { onScopeDispose, watch } from 'vue';

const MARK = 'mejaSheet';
/** What lies above the page, the topmost last; each knows how to ask for its closing. */
const open: { close: () => void }[] = [];

const isMarked = (): boolean => (history.state as Record<string, unknown> | null)?.[MARK] === true;

/** One entry of the history stands for whatever is open; one left over by a sheet that was closed is used again. */
function layEntry(): void {
  if (!isMarked()) history.pushState({ ...(history.state as object | null), [MARK]: true }, '');
}

function onBack(): void {
  const top = open.at(-1);
  if (!top || isMarked()) return;
  top.close();
  // What stays open (another beneath, or this one since something typed would be lost) wants its entry again.
  setTimeout(() => open.length > 0 && layEntry());
}

/**
 * The browser's Back closes what lies above the page instead of leaving the page. `close` may ask first and stay.
 */
export function useBackCloses(isOpen: () => boolean, close: () => void): void {
  const mine = { close };
  function leave(): void {
    const at = open.indexOf(mine);
    if (at >= 0) open.splice(at, 1);
    if (open.length === 0) removeEventListener('popstate', onBack);
  }
  watch(
    isOpen,
    (shown) => {
      leave();
      if (!shown) return;
      if (open.length === 0) addEventListener('popstate', onBack);
      open.push(mine);
      layEntry();
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(leave);
}
