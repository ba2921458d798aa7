import { FLAG_NAMES, MOST_NAMED_TENANTS } from '@meja/domain';
import type { FlagDto, FlagName } from '@meja/domain';
import { audit, auditService } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { invalid, notFound } from '../../platform/http';
import { announceFlags } from './flag-memory';
import { findFlags, findNames, lockFlag, saveFlag } from './flags.repository';
import type { FlagRow } from './flags.repository';

/** Every flag of this release, with what was decided about it and by whom. */
export async function listFlags(): Promise<FlagDto[]> {
  const rows = new Map((await findFlags()).map((row) => [row.name, row]));
  const named = [...rows.values()].flatMap((row) => [...row.on_for, ...row.off_for]);
  const tenants = await findNames([...new Set(named)]);
  return FLAG_NAMES.map((name) => {
    const row = rows.get(name);
    const isNamed = ({ id }: { id: string }) => row?.on_for.includes(id) || row?.off_for.includes(id);
    return {
      name,
      share: row?.share ?? null,
      tenants: tenants
        .filter(isNamed)
        .map((tenant) => ({ ...tenant, isOn: row!.on_for.includes(tenant.id) })),
      changedAt: row?.changed_at.toISOString() ?? null,
      changedBy: row?.changed_by ?? null,
    };
  });
}

const read = async (name: FlagName): Promise<FlagDto> =>
  (await listFlags()).find((flag) => flag.name === name)!;

/** Switches a flag for a share of all businesses, in percent; null: as the release has it. Again it changes nothing. */
export async function setShare(actor: Actor, name: FlagName, share: number | null): Promise<FlagDto> {
  await withPlatform(async () => {
    const row = await lockFlag(name);
    if (row.share === share) return;
    await saveFlag({ ...row, name, share, changed_at: now(), changed_by: actor.name });
    await auditService({
      action: 'flag.share',
      entity: 'flag',
      entityId: name,
      before: { share: row.share },
      after: { share },
    });
    afterCommit(announceFlags);
  });
  return read(name);
}

const isOnFor = (row: Pick<FlagRow, 'on_for' | 'off_for'>, tenantId: string): boolean | null =>
  row.on_for.includes(tenantId) ? true : row.off_for.includes(tenantId) ? false : null;

/**
 * Switches a flag for one business, whatever the share says; null: as all others. It stands in that business's log too.
 * Again it changes nothing. Throws 404, 422 beyond two hundred businesses.
 */
export async function setForTenant(
  actor: Actor,
  name: FlagName,
  tenantId: string,
  isOn: boolean | null,
): Promise<FlagDto> {
  if ((await findNames([tenantId])).length === 0) throw notFound();
  await withPlatform(async () => {
    const row = await lockFlag(name);
    const before = isOnFor(row, tenantId);
    if (before === isOn) return;
    const others = (ids: string[]) => ids.filter((id) => id !== tenantId);
    const on_for = [...others(row.on_for), ...(isOn === true ? [tenantId] : [])];
    const off_for = [...others(row.off_for), ...(isOn === false ? [tenantId] : [])];
    if (on_for.length + off_for.length > MOST_NAMED_TENANTS)
      throw invalid({ path: 'isOn', code: 'too_many', params: { max: MOST_NAMED_TENANTS } });
    await saveFlag({ ...row, name, on_for, off_for, changed_at: now(), changed_by: actor.name });
    const what = { action: 'flag.tenant' as const, entity: 'flag', entityId: name };
    await auditService({ ...what, before: { tenantId, isOn: before }, after: { tenantId, isOn } });
    await audit({ ...what, before: { isOn: before }, after: { isOn } });
    afterCommit(announceFlags);
  }, tenantId);
  return read(name);
}
