import { v7 as uuidv7 } from 'uuid';
import type { StationBody, StationDto, UpdateStationBody } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { isLimited, mayUseOutlet, worksIn } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { assertNotInUse, Problem, notFound } from '../../platform/http';
import { openAtStation } from '../outlets';
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
  oneBump: row.oneBump,
  version: row.version,
});

/** A station without an outlet serves all of them, so it is everybody's to see. */
const maySee = (actor: Actor, { outletId }: Pick<StationRow, 'outletId'>): boolean =>
  outletId === null || worksIn(actor, outletId);

/** Throws 404 for an outlet that is not the actor's, 403 where somebody limited would serve every outlet. */
async function assertPlace(actor: Actor, outletId: string | null): Promise<void> {
  if (outletId === null) {
    if (isLimited(actor)) throw new Problem('forbidden');
  } else if (!mayUseOutlet(actor, outletId) || !(await findOutletIds([outletId])).has(outletId)) {
    throw notFound();
  }
}

async function stationFor(actor: Actor, id: string): Promise<StationRow> {
  const row = await repository.findStation(id);
  if (!row || !maySee(actor, row)) throw notFound();
  return row;
}

/** A station to be changed: what serves every outlet is not for who is limited to some. */
async function ownStation(actor: Actor, id: string): Promise<StationRow> {
  const row = await stationFor(actor, id);
  if (row.outletId === null && isLimited(actor)) throw new Problem('forbidden');
  if (row.outletId !== null && !mayUseOutlet(actor, row.outletId)) throw notFound();
  return row;
}

/** The stations of an outlet, or of all the actor's. */
export async function listStations(tenantId: string, actor: Actor, outletId?: string): Promise<StationDto[]> {
  const rows = await withTenant(tenantId, () => repository.listStations());
  return rows
    .filter((row) => maySee(actor, row))
    .filter((row) => !outletId || row.outletId === null || row.outletId === outletId)
    .map(present);
}

export async function getStation(tenantId: string, id: string, actor: Actor): Promise<StationDto> {
  return withTenant(tenantId, async () => present(await stationFor(actor, id)));
}

/** Whether a station is there and serves an outlet. Call inside a tenant's transaction. */
export async function servesOutlet(id: string, outletId: string): Promise<boolean> {
  const row = await repository.findStation(id);
  return row !== null && (row.outletId === null || row.outletId === outletId);
}

/** Ids of the stations that an actor is not to know of. Call inside a tenant's transaction. */
export async function hiddenStationIds(actor: Actor): Promise<ReadonlySet<string>> {
  if (!isLimited(actor)) return new Set();
  const rows = await repository.listStations();
  return new Set(rows.filter((row) => !maySee(actor, row)).map(({ id }) => id));
}

/** Creates a station; the same id with the same content answers the one that is there. */
export async function createStation(tenantId: string, body: StationBody, actor: Actor): Promise<StationDto> {
  return changeCatalog(tenantId, async () => {
    const outletId = body.outletId ?? null;
    await assertPlace(actor, outletId);
    const known = body.id ? await repository.findStation(body.id, true) : null;
    if (known) {
      const data = present(known);
      if (known.deletedAt || !maySee(actor, known) || !isSameContent(body, data)) throw duplicate('id', 'id');
      return { data, changed: false };
    }
    const row = await repository.insertStation({
      id: body.id ?? uuidv7(),
      outletId,
      name: body.name,
      position: body.position ?? (await repository.nextStationPosition()),
      lateAfterMinutes: body.lateAfterMinutes ?? DEFAULT_LATE_MINUTES,
      oneBump: body.oneBump ?? false,
      createdAt: now(),
    });
    const data = present(row);
    await audit({
      action: 'station.create',
      entity: 'station',
      entityId: row.id,
      outletId,
      after: data,
    });
    return { data, changed: true };
  });
}

/** Changes what the body names. Throws 412 for another version than the present one. */
export async function updateStation(
  tenantId: string,
  id: string,
  { version, ...change }: UpdateStationBody,
  ifMatch: number | null,
  actor: Actor,
): Promise<StationDto> {
  return changeCatalog(tenantId, async () => {
    const before = present(await ownStation(actor, id));
    checkVersion(before.version, ifMatch, version);
    if (change.outletId !== undefined) await assertPlace(actor, change.outletId);
    if (isSameContent(change, before)) return { data: before, changed: false };
    const data = present(await repository.saveStation(id, change));
    await audit({
      action: 'station.change',
      entity: 'station',
      entityId: id,
      outletId: before.outletId === data.outletId ? data.outletId : null,
      before,
      after: data,
    });
    return { data, changed: true };
  });
}

/** Removes a station that no product goes to and for which nothing waits; else 409 `in_use`. */
export async function removeStation(
  tenantId: string,
  id: string,
  ifMatch: number | null,
  actor: Actor,
): Promise<void> {
  await changeCatalog(tenantId, async () => {
    const row = await ownStation(actor, id);
    checkVersion(row.version, ifMatch);
    await repository.lockStation(id);
    const product = await repository.productsAtStation(id);
    assertNotInUse({ product, ...(await openAtStation(id)) });
    await repository.saveStation(id, { deletedAt: now() });
    await audit({
      action: 'station.remove',
      entity: 'station',
      entityId: id,
      outletId: row.outletId,
      before: present(row),
    });
    return { data: undefined, changed: true };
  });
}
