import { db } from '../../platform/db';
import type { StationModel } from '../../platform/db';
import { livingProducts } from './catalog.repository';
import type { InUse } from '../../platform/http';

export type StationRow = StationModel;

export async function listStations(): Promise<StationRow[]> {
  return db().station.findMany({
    where: { deletedAt: null },
    orderBy: [{ position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  });
}

/** A station of the tenant, or null; also a removed one where asked, since its id stays taken. */
export async function findStation(id: string, withRemoved = false): Promise<StationRow | null> {
  return db().station.findFirst({ where: { id, ...(!withRemoved && { deletedAt: null }) } });
}

/** The place after the last one. */
export async function nextStationPosition(): Promise<number> {
  const { _max } = await db().station.aggregate({ _max: { position: true }, where: { deletedAt: null } });
  return (_max.position ?? -1) + 1;
}

export async function insertStation(
  row: Pick<
    StationRow,
    'id' | 'outletId' | 'name' | 'position' | 'lateAfterMinutes' | 'oneBump' | 'createdAt'
  >,
): Promise<StationRow> {
  return db().station.create({ data: row });
}

export async function saveStation(
  id: string,
  change: Partial<
    Pick<StationRow, 'outletId' | 'name' | 'position' | 'lateAfterMinutes' | 'oneBump' | 'deletedAt'>
  >,
): Promise<StationRow> {
  const { count } = await db().station.updateMany({
    where: { id },
    data: { ...change, version: { increment: 1 } },
  });
  if (count !== 1) throw new Error('station vanished while it was locked');
  return (await findStation(id, true))!;
}

export const productsAtStation = (id: string): Promise<InUse> => livingProducts({ stationId: id });

/** Holds a station until the commit: no item is added for it meanwhile. */
export async function lockStation(id: string): Promise<void> {
  await db().$queryRaw`SELECT FROM stations WHERE id = ${id}::uuid FOR UPDATE`;
}
