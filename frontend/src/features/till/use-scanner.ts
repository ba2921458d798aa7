import { onMounted, onUnmounted } from 'vue';

/** A scanner types like a person, only faster: this much time between two of its keys. */
const GAP_MS = 45;
/** The page may be busy for a moment amid a scan: one longer pause between quick keys is still the scan's. */
const HICCUP_MS = 200;
const SHORTEST = 4;
/** In a field a quick hand may come near it: there a scan is longer. */
const SHORTEST_IN_FIELD = 6;
const MOST_KEYS = 128;

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Key {
  key: string;
  at: number;
  /** The field it went into, with its text before. */
  field: Field | null;
  text: string;
}

export interface Scan {
  code: string;
  field: Field | null;
  /** What stood in the field before the scan ran into it. */
  text: string;
}

/** Where the scan that ends the keys begins, or -1; `end` is when its Enter came. */
function startOf(keys: readonly Key[], end: number): number {
  const gaps = keys.map(({ at }, place) => (keys[place + 1]?.at ?? end) - at);
  let start = -1;
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    const gap = gaps[place]!;
    const isHiccup =
      gap <= HICCUP_MS && (gaps[place - 1] ?? Infinity) <= GAP_MS && (gaps[place + 1] ?? 0) <= GAP_MS;
    if (gap > GAP_MS && !isHiccup) break;
    start = place;
  }
  return start;
}

/** Collects keys as they come and tells a scan from typing. Times in milliseconds. Answers the scan at its Enter. */
export function createScanReader(): (key: string, at: number, field?: Field | null) => Scan | null {
  let keys: Key[] = [];
  return (key, at, field = null) => {
    if (key === 'Enter') {
      const start = startOf(keys, at);
      const first = keys[start];
      const code =
        start < 0
          ? ''
          : keys
              .slice(start)
              .map((entry) => entry.key)
              .join('');
      keys = [];
      return first && code.length >= SHORTEST ? { code, field: first.field, text: first.text } : null;
    }
    if (key.length === 1) keys = [...keys.slice(-MOST_KEYS), { key, at, field, text: field?.value ?? '' }];
    return null;
  };
}

const fieldOf = (target: EventTarget | null): Field | null =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;

/**
 * Listens for a keyboard-wedge barcode scanner wherever the focus is: what it typed into a field is taken out again, and
 * its Enter presses nothing.
 */
export function useScanner(onScan: (code: string) => void): void {
  const read = createScanReader();
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = fieldOf(event.target);
    const scan = read(event.key, event.timeStamp, field);
    if (!scan || (field && scan.code.length < SHORTEST_IN_FIELD)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (field && scan.field === field) {
      field.value = scan.text;
      // So that its model follows.
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    onScan(scan.code);
  };
  onMounted(() => addEventListener('keydown', onKey, true));
  onUnmounted(() => removeEventListener('keydown', onKey, true));
}
