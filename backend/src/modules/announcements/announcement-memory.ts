import { LRUCache } from 'lru-cache';
import type { MyAnnouncementDto } from '@meja/domain';
import { broadcast, onBroadcast, remember } from '../../platform/cache';
import { now } from '../../platform/clock';
import { log } from '../../platform/logging';
import { findCurrent, findDismissed } from './announcements.repository';
import type { AnnouncementRow } from './announcements.repository';
import { newsFor, untilNextChange } from './announcements.rules';
import type { Reader } from './announcements.rules';

/** Announcements that are not over, at most: what is said all the time is not heard. */
export const MOST_CURRENT = 20;
const DISMISSED = 'announcements.dismissed';
/** A timer looks again after this at the latest; where the database could not be asked, sooner. */
const LOOK_AGAIN_MS = 3_600_000;
const LOOK_SOON_MS = 30_000;

interface Snapshot {
  rows: readonly AnnouncementRow[];
  /** What each account has put away of them, read when it is first asked for. */
  dismissed: LRUCache<string, ReadonlySet<string>>;
}

const current = remember<Snapshot>('announcements.changed', async () => ({
  rows: await findCurrent(now(), MOST_CURRENT),
  dismissed: new LRUCache({ max: 20_000 }),
}));
let isListening = false;

function listen(): void {
  if (isListening) return;
  isListening = true;
  onBroadcast<{ accountId: string }>(DISMISSED, ({ accountId }) =>
    current.peek()?.dismissed.delete(accountId),
  );
}

/** Tells every process that something is announced, or was ended. Call it after the commit. */
export const announceAnnouncements = current.announce;

/** Tells every process that somebody has put one away. Call it after the commit. */
export function announceDismissal(accountId: string): void {
  listen();
  void broadcast(DISMISSED, { accountId });
}

const NOTHING: readonly MyAnnouncementDto[] = [];

/** Somebody by account, in a business; null: in none, where nothing is announced. */
export type AccountReader = (Reader & { accountId: string }) | null;

/** What is announced to somebody at present and not put away. */
export async function announcementsOf(reader: AccountReader): Promise<readonly MyAnnouncementDto[]> {
  listen();
  const snapshot = await current.get();
  if (!reader || snapshot.rows.length === 0) return NOTHING;
  let dismissed = snapshot.dismissed.get(reader.accountId);
  if (!dismissed) {
    const ids = snapshot.rows.map(({ id }) => id);
    dismissed = new Set(await findDismissed(reader.accountId, ids));
    snapshot.dismissed.set(reader.accountId, dismissed);
  }
  return newsFor(snapshot.rows, reader, dismissed, now());
}

/** The same where all of it is in memory at this moment, else null. */
export function rememberedAnnouncements(reader: AccountReader): readonly MyAnnouncementDto[] | null {
  const snapshot = current.peek();
  if (!snapshot) return null;
  if (!reader || snapshot.rows.length === 0) return NOTHING;
  const dismissed = snapshot.dismissed.get(reader.accountId);
  return dismissed ? newsFor(snapshot.rows, reader, dismissed, now()) : null;
}

/** Hears in every process whenever something is announced, begins, or is over; returns what takes the listener away. */
export function onAnnouncements(hear: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOff = false;

  function wait(ms: number, then: () => void): void {
    if (isOff) return;
    clearTimeout(timer);
    timer = setTimeout(then, ms);
    timer.unref();
  }
  async function look(): Promise<void> {
    try {
      const next = untilNextChange((await current.get()).rows, now());
      const isNear = next !== null && next <= LOOK_AGAIN_MS;
      wait(isNear ? next : LOOK_AGAIN_MS, () => {
        if (isNear) hear();
        void look();
      });
    } catch (error) {
      log.warn('announcements not read', { error });
      wait(LOOK_SOON_MS, () => void look());
    }
  }
  const off = current.onChange(() => {
    hear();
    void look();
  });
  void look();
  return () => {
    isOff = true;
    clearTimeout(timer);
    off();
  };
}
