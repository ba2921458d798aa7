import { onMounted, onUnmounted } from 'vue';

export type Shortcuts = Partial<Record<string, () => void>>;

/**
 * Keys of the till. Function keys work everywhere on the page, plain ones (`/`, `?`) only while nobody types; nothing
 * works beneath an open dialog.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = (event: KeyboardEvent): void => {
    const run = shortcuts[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector('[role="dialog"]')) return;
    const isPlain = event.key.length === 1 || event.key === 'Enter';
    const target = event.target as HTMLElement | null;
    if (isPlain && target?.closest('input, textarea, select, button, a, [contenteditable]')) {
      if (event.key === 'Enter' || target.closest('input, textarea, select, [contenteditable]')) return;
    }
    event.preventDefault();
    run();
  };
  onMounted(() => addEventListener('keydown', onKey));
  onUnmounted(() => removeEventListener('keydown', onKey));
}
