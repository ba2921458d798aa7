/**
 * A message, its «undo» for one, lies above whatever is open: pressing it closes nothing. For `interact-outside` and
 * `pointer-down-outside` of dialogs and sheets.
 */
export function ignoreToasts(event: CustomEvent<{ originalEvent: Event }>): void {
  // A pressed message may be gone from the page by now; what it held is still within it.
  const target = event.detail.originalEvent.target;
  if (target instanceof Element && target.closest('[data-toast]')) event.preventDefault();
}
