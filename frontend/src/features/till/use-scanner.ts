import { onMounted, onUnmounted } from 'vue';

/** A scanner types like a person, only faster: this much time at most between two of its keys. */
const GAP_MS = 45;
const SHORTEST = 4;

/** Collects keys as they come and tells a scan from typing. Times in milliseconds. */
export function createScanReader(onScan: (code: string) => void): (key: string, at: number) => boolean {
  let text = '';
  let last = Number.NEGATIVE_INFINITY;
  return (key, at) => {
    const isFast = at - last <= GAP_MS;
    last = at;
    if (key === 'Enter') {
      const code = isFast && text.length >= SHORTEST ? text : '';
      text = '';
      if (code) onScan(code);
      return code !== '';
    }
    if (key.length !== 1) return false;
    text = isFast ? text + key : key;
    return false;
  };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;

/** Listens for a keyboard-wedge barcode scanner while nobody types into a field. */
export function useScanner(onScan: (code: string) => void): void {
  const read = createScanReader(onScan);
  const onKey = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (read(event.key, event.timeStamp)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  onMounted(() => addEventListener('keydown', onKey, true));
  onUnmounted(() => removeEventListener('keydown', onKey, true));
}
