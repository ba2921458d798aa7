import { LRUCache } from 'lru-cache';
import { BOARD_BYTES, readTexts } from './kitchen.repository';
import type { BoardHeads, TicketText } from './kitchen.repository';

/**
 * Boards as they were last answered. Screens ask again and again for what has hardly changed: a board whose tickets are all in
 * the version that was answered goes out as it is, and of another only what is new on it is read. What is on it is
 * asked of the database each time, so that nothing here can be out of date.
 */
interface Board extends BoardHeads {
  body: Buffer;
  tickets: Map<string, TicketText>;
}

/** Texts of a process, in characters, each counted twice: by itself and within its board. */
const HELD = 32 * 1024 * 1024;

const boards = new LRUCache<string, Board>({
  maxSize: HELD,
  sizeCalculation: ({ heads, body }) => heads.length + 2 * body.length + 1,
});

interface Head {
  id: string;
  version: number;
}

/** Reads `id:version,id:version`. */
function parseHeads(heads: string): Head[] {
  if (heads === '') return [];
  return heads.split(',').map((head) => {
    const colon = head.indexOf(':');
    return { id: head.slice(0, colon), version: Number(head.slice(colon + 1)) };
  });
}

/** The tickets by their ids: those known in a version at least as new, the others read; null where that is too much. */
async function completed(
  tenantId: string,
  heads: readonly Head[],
  known: ReadonlyMap<string, TicketText> | undefined,
): Promise<Map<string, TicketText> | null> {
  const isKnown = ({ id, version }: Head) => (known?.get(id)?.version ?? -1) >= version;
  const missing = heads.filter((head) => !isKnown(head)).map(({ id }) => id);
  const read = new Map(
    (missing.length ? await readTexts(tenantId, missing) : []).map((text) => [text.id, text]),
  );
  if (read.size < missing.length) return null;
  const tickets = new Map(heads.map(({ id }) => [id, read.get(id) ?? known!.get(id)!]));
  const bytes = [...tickets.values()].reduce((sum, { items }) => sum + items, 0);
  return bytes <= BOARD_BYTES ? tickets : null;
}

/** The list's body for what is on a board, or null where its items come to more than one answer holds. */
export async function boardText(
  tenantId: string,
  { outletId, stationId }: { outletId: string; stationId: string | null },
  { heads, names }: BoardHeads,
): Promise<Buffer | null> {
  const key = `${tenantId} ${outletId} ${stationId ?? ''}`;
  const before = boards.get(key);
  const known = before?.names === names ? before : undefined;
  if (known?.heads === heads) return known.body;
  const tickets = await completed(tenantId, parseHeads(heads), known?.tickets);
  if (!tickets) return null;
  const texts = [...tickets.values()].map(({ body }) => body);
  const body = Buffer.from(`{"data":[${texts.join(',')}]}`);
  boards.set(key, { heads, names, body, tickets });
  return body;
}
