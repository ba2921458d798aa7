import { Problem } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';

/** Variants of one product. */
export const MOST_VARIANTS = 50;

/** Throws 412 where the caller names a version (`If-Match` or `version` in the body) that is not the present one. */
export function checkVersion(present: number, ifMatch: number | null, inBody?: number): void {
  const expected = ifMatch ?? inBody ?? null;
  if (expected !== null && expected !== present) throw new Problem('version_conflict');
}

/** Issues for values that a list names twice; case does not tell two apart, in names (`foldName`) nor do accents. */
export function repeatedIssues(
  entries: readonly { path: string; value: string | null | undefined }[],
  keyOf = (value: string) => value.toLowerCase(),
): FieldIssue[] {
  const seen = new Set<string>();
  const issues: FieldIssue[] = [];
  for (const { path, value } of entries) {
    if (!value) continue;
    const key = keyOf(value);
    if (seen.has(key)) issues.push({ path, code: 'repeated' });
    seen.add(key);
  }
  return issues;
}

/** A 409 that names the field in which the value is taken. */
export function duplicate(field: string, path: string): Problem {
  return new Problem('duplicate', { params: { field }, errors: [{ path, code: 'not_unique' }] });
}
