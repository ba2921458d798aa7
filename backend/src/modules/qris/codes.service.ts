import { decodeQris } from '@meja/domain';
import type { QrisCode, QrisCodeBody, QrisCodeDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { Problem, assertVersion, invalid, notFound } from '../../platform/http';
import { withTenant } from '../../platform/db';
import { changeCatalog } from '../catalog';
import { assertOutletAccess, outletInfo } from '../outlets';
import * as repository from './codes.repository';
import type { QrisCodeRow } from './codes.repository';

interface Who {
  tenantId: string;
  actor: Actor;
}

/** What a code says; throws 422 with the reason for a text that is none, or one that is for a single payment. */
function readCode(payload: string): QrisCode {
  const reading = decodeQris(payload);
  if (!reading.ok) throw invalid({ path: 'payload', code: `qris_${reading.fault}` });
  if (reading.code.isDynamic) throw invalid({ path: 'payload', code: 'qris_dynamic' });
  return reading.code;
}

function present({ payload, setByName, setAt, version }: QrisCodeRow): QrisCodeDto {
  const { merchantName, merchantCity, nmid } = readCode(payload);
  return { payload, merchantName, merchantCity, nmid, setByName, setAt: setAt.toISOString(), version };
}

/** The code of an outlet the actor works in, null where it has none. Throws 404. */
export async function outletCode({ tenantId, actor }: Who, outletId: string): Promise<QrisCodeDto | null> {
  assertOutletAccess(actor, outletId);
  return withTenant(tenantId, async () => {
    await outletInfo(tenantId, outletId);
    const row = await repository.findCode(outletId);
    return row && present(row);
  });
}

/**
 * Sets the code that guests of an outlet pay into, in place of the one it had; tills have it with their menu. The same
 * again changes nothing. Throws 404, 412 `version_conflict`, 422 with the reason for what is no such code.
 */
export async function setCode(
  { tenantId, actor }: Who,
  outletId: string,
  { payload }: QrisCodeBody,
  ifMatch: number | null,
): Promise<QrisCodeDto> {
  assertOutletAccess(actor, outletId);
  return changeCatalog(tenantId, async () => {
    await outletInfo(tenantId, outletId);
    const before = await repository.findCode(outletId);
    assertVersion(ifMatch, before?.version ?? 0);
    readCode(payload);
    if (before?.payload === payload) return { data: present(before), changed: false };
    const code = { outletId, payload, setBy: actor.userId, setByName: actor.name, setAt: now() };
    const row = before
      ? await repository.replaceCode(before.version, code)
      : await repository.insertCode(code);
    if (!row) throw new Problem('version_conflict');
    const after = present(row);
    await audit({
      action: 'outlet.qris',
      entity: 'outlet',
      entityId: outletId,
      outletId,
      before: before && present(before),
      after,
    });
    return { data: after, changed: true };
  });
}

/** Takes an outlet's code away: payments by QRIS are noted without one. Throws 404, 412 `version_conflict`. */
export async function removeCode(
  { tenantId, actor }: Who,
  outletId: string,
  ifMatch: number | null,
): Promise<void> {
  assertOutletAccess(actor, outletId);
  await changeCatalog(tenantId, async () => {
    await outletInfo(tenantId, outletId);
    const before = await repository.findCode(outletId);
    assertVersion(ifMatch, before?.version ?? 0);
    if (!before) throw notFound();
    await repository.removeCode(outletId);
    await audit({
      action: 'outlet.qris_remove',
      entity: 'outlet',
      entityId: outletId,
      outletId,
      before: present(before),
    });
    return { data: undefined, changed: true };
  });
}
