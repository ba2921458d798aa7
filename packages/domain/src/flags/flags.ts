import type { Language } from '../dto/enums';

/** A part that the service can switch without a release. */
export interface Flag {
  title: Record<Language, string>;
  /** What is different where it is on. */
  about: Record<Language, string>;
  /** As long as nobody has said otherwise. */
  isOnByDefault: boolean;
}

/** Every flag there is: one that nobody asks for any more is taken out of here, with its rows left unread. */
export const FLAGS = {
  history_limit: {
    title: { id: 'Riwayat sesuai paket', en: 'History as the plan has it' },
    about: {
      id: 'Laporan dan daftar pesanan hanya membuka bulan yang termasuk paket. Data lama tetap tersimpan.',
      en: 'Reports and lists of orders open only the months that the plan includes. Older data is still there.',
    },
    isOnByDefault: true,
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

/** What was decided about a flag; of a business's own word, its share and the default the first that is there counts. */
export interface FlagSetting {
  /** Percent of all businesses; null: the default. */
  share: number | null;
  on: readonly string[];
  off: readonly string[];
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** 0 to 99, the same for a business and flag wherever it is reckoned; each flag deals anew (FNV-1a, 32 bits). */
export function flagBucket(name: FlagName, tenantId: string): number {
  let hash = OFFSET;
  for (const letter of `${name}:${tenantId}`) hash = Math.imul(hash ^ letter.charCodeAt(0), PRIME) >>> 0;
  return hash % 100;
}

/** Whether a flag is on for a business. A larger share keeps whom a smaller one had. */
export function isFlagOn(name: FlagName, tenantId: string, setting: FlagSetting | undefined): boolean {
  if (setting?.on.includes(tenantId)) return true;
  if (setting?.off.includes(tenantId)) return false;
  const share = setting?.share ?? null;
  return share === null ? FLAGS[name].isOnByDefault : flagBucket(name, tenantId) < share;
}
