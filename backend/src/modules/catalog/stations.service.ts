import { v7 as uuidv7 } from 'uuid';
import type { StationBody, StationDto, UpdateStationBody } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { Problem, invalid, notFound } from '../../platform/http';
import { changeCatalog } from './catalog-change';
import { findOutletIds } from './catalog.repository';
import { checkVersion, duplicate } from './catalog.rules';
import * as repository from './stations.repository';
import type { StationRow } from './stations.repository';

const DEFAULT_LATE_MINUTES = 10;

const present = (row: StationRow): StationDto => ({
  id: row.id,
  outletId: row.outletId,
  name: row.name,
  position: row.position,
  lateAfterMinutes: row.lateAfterMinutes,
  version: row.version,
});

async function checkOutlet(outletId: string | null | undefined): Promise<void> {
  if (outletId && !(await findOutletIds([outletId])).has(outletId)) {
    throw invalid({ path: 'outletId', code: 'unknown_reference' });
  }
}

async function stationFor(id: string): Promise<StationRow> {
  const row = await repository.findStation(id);
  if (!row) throw notFound();
  return row;
}

export async function listStations(tenantId: string, outletId?: string): Promise<StationDto[]> {
  const rows = await withTenant(tenantId, () => repository.listStations());
  return rows.filter((row) => !outletId || row.outletId === null || row.outletId === outletId).map(present);
}

export async function getStation(tenantId: string, id: string): Promise<StationDto> {
  return withTenant(tenantId, async () => present(await stationFor(id)));
}

/** Creates a station; the same id with the same content answers the one that is there. */
export async function createStation(tenantId: string, body: StationBody): Promise<StationDto> {
  return changeCatalog(tenantId, async () => {
    const known = body.id ? await repository.findStation(body.id, true) : null;
    if (known) {
      const data = present(known);
      if (known.deletedAt || !isSameContent(body, data)) throw duplicate('id', 'id');
      return { data, changed: false };
    }
    await checkOutlet(body.outletId);
    const row = await repository.insertStation({
      id: body.id ?? uuidv7(),
      outletId: body.outletId ?? null,
      name: body.name,
      position: body.position ?? (await repository.nextStationPosition()),
      lateAfterMinutes: body.lateAfterMinutes ?? DEFAULT_LATE_MINUTES,
      createdAt: now(),
    });
    const data = present(row);
    await audit({ action: 'station.create', entity: 'station', entityId: row.id, after: data });
    return { data, changed: true };
  });
}

/** Changes what the body names. Throws 412 for another version than the present one. */
export async function updateStation(
  tenantId: string,
  id: string,
  { version, ...change }: UpdateStationBody,
  ifMatch: number | null,
): Promise<StationDto> {
  return changeCatalog(tenantId, async () => {
    const before = present(await stationFor(id));
    checkVersion(before.version, ifMatch, version);
    await checkOutlet(change.outletId);
    if (isSameContent(change, before)) return { data: before, changed: false };
    const data = present(await repository.saveStation(id, change));
    await audit({ action: 'station.change', entity: 'station', entityId: id, before, after: data });
    return { data, changed: true };
  });
}

/** Removes a station that no product goes to. */
export async function removeStation(tenantId: string, id: string, ifMatch: number | null): Promise<void> {
  await changeCatalog(tenantId, async () => {
    const row = await stationFor(id);
    checkVersion(row.version, ifMatch);
    const count = await repository.countProductsAtStation(id);
    if (count) throw new Problem('station_in_use', { params: { name: row.name, count } });
    await repository.saveStation(id, { deletedAt: now() });
    await audit({ action: 'station.remove', entity: 'station', entityId: id, before: present(row) });
    return { data: undefined, changed: true };
  });
}
