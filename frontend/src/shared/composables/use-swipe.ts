import { computed, ref } from 'vue';

/** How far a finger goes before it is a swipe and no tap, and before letting go means it. CSS pixels. */
const SLOP_PX = 12;
export const SWIPE_PX = 96;

/**
 * A row that a finger pushes away sideways, either way. Vertical scrolling stays the page's (`touch-action: pan-y` on
 * the row). `handlers` are bound to it, `style` moves it; a swipe that is let go early springs back.
 */
export function useSwipe(onAway: () => void, isOff: () => boolean = () => false) {
  const moved = ref(0);
  let start: { id: number; x: number; y: number } | null = null;
  let wasSwipe = false;

  function begin(event: PointerEvent): void {
    wasSwipe = false;
    if (event.pointerType !== 'touch' || isOff()) return;
    start = { id: event.pointerId, x: event.clientX, y: event.clientY };
  }
  function move(event: PointerEvent): void {
    if (start?.id !== event.pointerId) return;
    const by = event.clientX - start.x;
    const isAcross = Math.abs(by) > SLOP_PX && Math.abs(by) > Math.abs(event.clientY - start.y);
    if (!wasSwipe && !isAcross) return;
    wasSwipe = true;
    moved.value = by;
  }
  function end(event: PointerEvent): void {
    if (start?.id !== event.pointerId) return;
    const isAway = event.type === 'pointerup' && Math.abs(moved.value) >= SWIPE_PX;
    start = null;
    moved.value = 0;
    if (isAway) onAway();
  }
  /** The click that follows a swipe was not meant for what lies under the finger. */
  function swallow(event: Event): void {
    if (!wasSwipe) return;
    wasSwipe = false;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    isSwiping: computed(() => moved.value !== 0),
    willGo: computed(() => Math.abs(moved.value) >= SWIPE_PX),
    style: computed(() => (moved.value === 0 ? undefined : { transform: `translateX(${moved.value}px)` })),
    handlers: {
      pointerdown: begin,
      pointermove: move,
      pointerup: end,
      pointercancel: end,
      clickCapture: swallow,
    },
  };
}
