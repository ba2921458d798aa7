import { v7 as uuidv7 } from 'uuid';
import type { MenuSettingsDto, OutletBody, OutletDto, SettingsDto } from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { broadcast } from '../../platform/cache';
import { now } from '../../platform/clock';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, afterCommit, sqlState, withTenant } from '../../platform/db';
import {
  Problem,
  assertNotInUse,
  assertVersion,
  cutPage,
  decodeTimeCursor,
  invalid,
  notFound,
  pageLimit,
} from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { announceSubscriptionChange, assertRoom } from '../subscriptions';
import { isTimeZone, tenantSettings } from '../tenants';
import { openAtOutlet } from './open-work';
import { nextCode, presentOutlet } from './outlets.rules';
import * as repository from './outlets.repository';

export type OutletChanges = Omit<Partial<OutletBody>, 'id'> & { version?: number };

function assertTimeZone(timeZone: string | null | undefined): void {
  if (timeZone != null && !isTimeZone(timeZone))
    throw invalid({ path: 'timeZone', code: 'invalid_time_zone' });
}

async function assertFreeCode(code: string): Promise<void> {
  if ((await repository.findCodes()).includes(code)) throw invalid({ path: 'code', code: 'not_unique' });
}

/** Throws 404 where the actor is limited to other outlets: for them it is not there. */
export function assertOutletAccess(actor: Pick<Actor, 'outletIds'>, outletId: string): void {
  if (!mayUseOutlet(actor, outletId)) throw notFound();
}

/** The outlets an actor may work in, oldest first, a page at a time. */
export async function listOutlets(
  actor: Actor,
  tenantId: string,
  query: PageQuery,
): Promise<{ rows: OutletDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const rows = await withTenant(tenantId, () => repository.listOutlets(actor.outletIds, limit + 1, after));
  return cutPage(rows.map(presentOutlet), limit, (row) => [row.createdAt, row.id]);
}

/** One living outlet of the tenant. Throws 404. */
export async function outletInfo(tenantId: string, outletId: string): Promise<OutletDto> {
  const row = await withTenant(tenantId, () => repository.findOutlet(outletId));
  if (!row) throw notFound();
  return presentOutlet(row);
}

/**
 * By what an outlet, a removed one too, counts its days. Joins an open transaction of the tenant, and so needs no
 * connection where a flow holds one; the menu, which says the same, does not. Throws 404.
 */
export async function outletClock(
  tenantId: string,
  outletId: string,
): Promise<{ timeZone: string; businessDayCutoff: string }> {
  const { timeZone, businessDayCutoff } = await outletSettings(tenantId, outletId);
  return { timeZone, businessDayCutoff };
}

/** What its menu says but by which code it is paid, and the logo and opening hours of its receipts. */
export type OutletSettings = Omit<MenuSettingsDto, 'qris'> & Pick<SettingsDto, 'logoUrl' | 'openingHours'>;

/**
 * How an outlet sells or sold: the business's settings with the outlet's own name, address and clock. For looking back
 * and for finishing what is open, in removed outlets too; sales read the menu, which only living ones have. Throws 404.
 */
export async function outletSettings(tenantId: string, outletId: string): Promise<OutletSettings> {
  return withTenant(tenantId, async () => {
    const outlet = await repository.findOutletEver(outletId);
    if (!outlet) throw notFound();
    const { businessName, version: _version, address, phone, ...own } = await tenantSettings(tenantId);
    return {
      ...own,
      tenantName: businessName,
      outletName: outlet.name,
      outletActive: outlet.active && outlet.deletedAt === null,
      outletAddress: outlet.address ?? address,
      outletPhone: outlet.phone ?? phone,
      timeZone: outlet.timeZone ?? own.timeZone,
    };
  });
}

/** Throws 409 where an outlet is switched off: nothing new begins there. */
export async function assertOutletActive(tenantId: string, outletId: string): Promise<void> {
  const row = await withTenant(tenantId, () => repository.findOutlet(outletId));
  if (row && !row.active) throw new Problem('outlet_inactive');
}

/** An outlet's name, address and clock stand in its menu and in the list, which processes hold in memory. */
function forgetMenus(tenantId: string): void {
  afterCommit(() => void broadcast('menu.changed', { tenantId }));
}

/** Which outlets are within the plan is remembered too. */
function forgetPlaces(tenantId: string): void {
  afterCommit(() => announceSubscriptionChange(tenantId));
}

/** Adds an outlet; without a code it gets the next free number. The same id with the same content answers the one that is there, with other content `duplicate`. */
export async function addOutlet(tenantId: string, body: OutletBody): Promise<OutletDto> {
  assertTimeZone(body.timeZone);
  return withTenant(tenantId, async () => {
    await repository.lockOutlets();
    const known = body.id ? await repository.findOutlet(body.id) : null;
    if (known && isSameContent(body, presentOutlet(known))) return presentOutlet(known);
    if (known) throw new Problem('duplicate', { params: { field: 'id' } });
    if (body.active ?? true) await assertRoom('outlets', repository.countActiveOutlets);
    if (body.code !== undefined) await assertFreeCode(body.code);
    const data = {
      id: body.id ?? uuidv7(),
      name: body.name,
      code: body.code ?? nextCode(await repository.findCodes()),
      address: body.address ?? null,
      phone: body.phone ?? null,
      timeZone: body.timeZone ?? null,
      active: body.active ?? true,
      createdAt: now(),
    };
    const outlet = presentOutlet(await repository.insertOutlet(data));
    await audit({
      action: 'outlet.create',
      entity: 'outlet',
      entityId: outlet.id,
      outletId: outlet.id,
      after: outlet,
    });
    forgetMenus(tenantId);
    forgetPlaces(tenantId);
    return outlet;
  }).catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new Problem('duplicate', { params: { field: 'id' } });
    throw error;
  });
}

/** Changes what is named. Throws 404, 412 `version_conflict`, 422. */
export async function changeOutlet(
  tenantId: string,
  id: string,
  { version: bodyVersion, ...changes }: OutletChanges,
  ifMatch: number | null,
): Promise<OutletDto> {
  assertTimeZone(changes.timeZone);
  return withTenant(tenantId, async () => {
    const before = await repository.findOutlet(id);
    if (!before) throw notFound();
    const expected = ifMatch ?? bodyVersion ?? before.version;
    if (changes.code !== undefined && changes.code !== before.code) await assertFreeCode(changes.code);
    if (changes.active && !before.active) {
      await repository.lockOutlets();
      await assertRoom('outlets', repository.countActiveOutlets);
    }
    const row = expected === before.version ? await repository.updateOutlet(id, expected, changes) : null;
    if (!row) throw new Problem('version_conflict');
    const after = presentOutlet(row);
    await audit({
      action: 'outlet.change',
      entity: 'outlet',
      entityId: id,
      outletId: id,
      before: presentOutlet(before),
      after,
    });
    forgetMenus(tenantId);
    if (before.active !== after.active) forgetPlaces(tenantId);
    return after;
  });
}

/**
 * Removes an outlet; its past stays. The last one can't be removed, nor one where something is open: 409 `in_use`. With
 * its row locked, no sale begins there until this is decided, and none afterwards. Throws 412 `version_conflict`.
 */
export async function removeOutlet(tenantId: string, id: string, ifMatch: number | null): Promise<void> {
  await withTenant(tenantId, async () => {
    await repository.lockOutlets();
    const before = await repository.findOutlet(id);
    if (!before) throw notFound();
    assertVersion(ifMatch, before.version);
    if ((await repository.countOutlets()) <= 1) throw invalid({ path: 'id', code: 'not_allowed' });
    assertNotInUse(await openAtOutlet(id));
    await repository.updateOutlet(id, before.version, { deletedAt: now(), active: false });
    await audit({
      action: 'outlet.remove',
      entity: 'outlet',
      entityId: id,
      outletId: id,
      before: presentOutlet(before),
    });
    forgetMenus(tenantId);
    forgetPlaces(tenantId);
  });
}

/** Throws 422 at `path` where one of the ids is no living outlet of the tenant, or none that the actor works in. */
export async function assertOutletsExist(
  actor: Pick<Actor, 'outletIds'>,
  tenantId: string,
  ids: readonly string[],
  path: string,
): Promise<void> {
  await withTenant(tenantId, async () => {
    for (const [index, id] of ids.entries()) {
      if (!mayUseOutlet(actor, id) || !(await repository.findOutlet(id)))
        throw invalid({ path: `${path}.${index}`, code: 'unknown_reference' });
    }
  });
}
