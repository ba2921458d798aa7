/**
 * Whether what was stored is what a body asks for: each value given is found again, lists in their order; what the
 * body leaves out may be anything. Tells a repeated creation from another thing under the same id.
 */
export function isSameContent(given: unknown, stored: unknown): boolean {
  if (given === undefined) return true;
  if (Array.isArray(given)) {
    return (
      Array.isArray(stored) &&
      given.length === stored.length &&
      given.every((entry, index) => isSameContent(entry, stored[index]))
    );
  }
  if (typeof given === 'object' && given !== null) {
    if (typeof stored !== 'object' || stored === null) return false;
    const other = stored as Record<string, unknown>;
    return Object.entries(given).every(([key, value]) => isSameContent(value, other[key]));
  }
  return given === stored || (given === '' && stored === null);
}
