/**
 * Where the keyboard goes when a dialog opens: what it marks with `data-autofocus`, else its first field, else its
 * main button; never the closing cross, which comes first in the page.
 */
export function focusFirst(event: Event): void {
  const dialog = event.currentTarget ?? event.target;
  if (!(dialog instanceof HTMLElement)) return;
  const marked = dialog.querySelector<HTMLElement>('[data-autofocus]');
  const target =
    marked?.querySelector<HTMLElement>('input, textarea, select') ??
    marked ??
    dialog.querySelector<HTMLElement>('input:not([disabled]), textarea, select') ??
    dialog.querySelector<HTMLElement>('footer button:last-child');
  if (!target) return;
  event.preventDefault();
  target.focus({ preventScroll: true });
}
