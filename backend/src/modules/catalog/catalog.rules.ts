import { Problem } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';

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

/** Throws 412 where the caller names a version (`If-Match` or `version` in the body) that is not the present one. */
export function checkVersion(present: number, ifMatch: number | null, inBody?: number): void {
  const expected = ifMatch ?? inBody ?? null;
  if (expected !== null && expected !== present) throw new Problem('version_conflict');
}

/** Issues for values that a list names twice; case does not tell two names apart. */
export function repeatedIssues(
  entries: readonly { path: string; value: string | null | undefined }[],
): FieldIssue[] {
  const seen = new Set<string>();
  const issues: FieldIssue[] = [];
  for (const { path, value } of entries) {
    if (!value) continue;
    const key = value.toLowerCase();
    if (seen.has(key)) issues.push({ path, code: 'repeated' });
    seen.add(key);
  }
  return issues;
}

/** A 409 that names the field in which the value is taken. */
export function duplicate(field: string, path: string): Problem {
  return new Problem('duplicate', { params: { field }, errors: [{ path, code: 'not_unique' }] });
}
