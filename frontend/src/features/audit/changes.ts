/** One thing that a line of the log says changed: where it stands, and its value before and after. */
export interface Change {
  path: string[];
  before: unknown;
  after: unknown;
}

/** What changes with everything and tells an owner nothing. */
const SILENT = new Set([
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'lastSeenAt',
  'position',
  'truncated',
  'codeExpiresAt',
]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** What an entry of a list is known by among its like: so that one more at the top is not a change of all. */
function nameOf(entry: Record<string, unknown>, index: number): string {
  const name = entry.id ?? entry.code ?? entry.outletId ?? entry.groupId;
  return typeof name === 'string' ? name : String(index);
}

interface Named {
  label: string;
  value: unknown;
}

/** The parts of a value by what they are known by; null where it has none. */
function partsOf(value: unknown): Map<string, Named> | null {
  if (isRecord(value))
    return new Map(Object.entries(value).map(([key, part]) => [key, { label: key, value: part }]));
  if (!isListOfRecords(value)) return null;
  return new Map(
    value.map((entry, index) => {
      const label = typeof entry.name === 'string' ? entry.name : String(index + 1);
      return [nameOf(entry, index), { label: `“${label}”`, value: entry }];
    }),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A list as a set: the order in which outlets or permissions were chosen changes nothing. */
const comparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].map(String).sort() : (value ?? null));

function* walk(before: unknown, after: unknown, path: string[]): Generator<Change> {
  const [was, is] = [partsOf(before), partsOf(after)];
  if (!was && !is) {
    const isSame = comparable(before) === comparable(after) || (isEmpty(before) && isEmpty(after));
    if (!isSame) yield { path, before, after };
    return;
  }
  // A value in the place of a list, or the other way round, is told whole.
  if ((!was && !isEmpty(before)) || (!is && !isEmpty(after))) {
    yield { path, before, after };
    return;
  }
  for (const key of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
    if (SILENT.has(key)) continue;
    const label = is?.get(key)?.label ?? was?.get(key)?.label ?? key;
    yield* walk(was?.get(key)?.value, is?.get(key)?.value, [...path, label]);
  }
}

/** What differs between before and after, value by value; of what only came or went, all that it was. */
export function changesOf(before: unknown, after: unknown): Change[] {
  return [...walk(before, after, [])];
}
