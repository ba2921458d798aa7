export interface Placed {
  id: string;
  position: number;
}

/**
 * The rows after one was moved up or down by one, renumbered from 0, and those whose position changed by it.
 * Rows that shared a position, or left gaps, are put in order on the way.
 */
export function moveRow<T extends Placed>(
  rows: readonly T[],
  id: string,
  by: -1 | 1,
): { rows: T[]; changed: T[] } {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= rows.length) return { rows: [...rows], changed: [] };
  const moved = [...rows];
  moved.splice(to, 0, ...moved.splice(from, 1));
  const placed = moved.map((row, position) => ({ ...row, position }));
  const before = new Map(rows.map((row) => [row.id, row.position]));
  return { rows: placed, changed: placed.filter((row) => before.get(row.id) !== row.position) };
}
