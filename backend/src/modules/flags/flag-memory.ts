import { LRUCache } from 'lru-cache';
import { FLAG_NAMES, isFlagOn } from '@meja/domain';
import type { FlagName, FlagSetting } from '@meja/domain';
import { remember } from '../../platform/cache';
import { findFlags } from './flags.repository';

interface Snapshot {
  settings: ReadonlyMap<string, FlagSetting>;
  /** What each business has, worked out when it is first asked for. */
  ofTenant: LRUCache<string, readonly FlagName[]>;
}

const flags = remember<Snapshot>('flags.changed', async () => ({
  settings: new Map(
    (await findFlags()).map(({ name, share, on_for: on, off_for: off }) => [name, { share, on, off }]),
  ),
  ofTenant: new LRUCache({ max: 10_000 }),
}));

/** Tells every process that a flag was switched. Call it after the commit. */
export const announceFlags = flags.announce;
/** Hears of flags that were switched, in whatever process. */
export const onFlagsChange = flags.onChange;

function of(snapshot: Snapshot, tenantId: string): readonly FlagName[] {
  const known = snapshot.ofTenant.get(tenantId);
  if (known) return known;
  const names = FLAG_NAMES.filter((name) => isFlagOn(name, tenantId, snapshot.settings.get(name)));
  snapshot.ofTenant.set(tenantId, names);
  return names;
}

const NONE: readonly FlagName[] = [];

/** What is switched on for a business; for nobody's in particular nothing is. */
export async function flagsOf(tenantId: string | null): Promise<readonly FlagName[]> {
  return tenantId === null ? NONE : of(await flags.get(), tenantId);
}

/** The same where it is in memory at this moment, else null. */
export function rememberedFlags(tenantId: string | null): readonly FlagName[] | null {
  if (tenantId === null) return NONE;
  const snapshot = flags.peek();
  return snapshot && of(snapshot, tenantId);
}

/** Whether a flag is on for a business, from memory. */
export async function isOn(name: FlagName, tenantId: string): Promise<boolean> {
  return (await flagsOf(tenantId)).includes(name);
}
