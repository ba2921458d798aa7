import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { CreatedTerminalDto, TerminalBody, TerminalDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, sqlState, withTenant } from '../../platform/db';
import { Problem, cutPage, decodeTimeCursor, notFound, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { endTerminalSessions, hashTerminalToken } from '../auth';
import { assertOutletAccess, outletInfo } from '../outlets';
import * as repository from './terminals.repository';
import type { TerminalRow } from './terminals.repository';

export interface TerminalChanges {
  name?: string;
  outletId?: string;
  version?: number;
}

const present = (row: TerminalRow): TerminalDto => ({
  id: row.id,
  name: row.name,
  outletId: row.outletId,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
});

/** A living terminal of an outlet the actor works in. Throws 404. */
async function known(actor: Actor, id: string): Promise<TerminalRow> {
  const row = await repository.findTerminal(id);
  if (!row || !mayUseOutlet(actor, row.outletId)) throw notFound();
  return row;
}

/** Throws 404 where the actor does not work there, or it is not there. */
async function assertOutlet(actor: Actor, tenantId: string, outletId: string): Promise<void> {
  assertOutletAccess(actor, outletId);
  await outletInfo(tenantId, outletId);
}

const noted = ({ id, name, outletId }: TerminalRow) => ({ id, name, outletId });

/** The registered terminals of the actor's outlets, oldest first, a page at a time. */
export async function listTerminals(
  actor: Actor,
  tenantId: string,
  query: PageQuery,
): Promise<{ rows: TerminalDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const rows = await withTenant(tenantId, () => repository.listTerminals(actor.outletIds, limit + 1, after));
  return cutPage(rows.map(present), limit, (row) => [row.createdAt, row.id]);
}

/** One terminal. Throws 404. */
export const terminal = (actor: Actor, tenantId: string, id: string): Promise<TerminalDto> =>
  withTenant(tenantId, async () => present(await known(actor, id)));

/**
 * Registers a terminal at an outlet; its token is told here and never again. Throws 404 for an outlet that is not the
 * actor's, 409 `duplicate` for an id that is taken.
 */
export async function registerTerminal(
  actor: Actor,
  tenantId: string,
  body: TerminalBody,
): Promise<CreatedTerminalDto> {
  const terminalToken = randomBytes(32).toString('base64url');
  return withTenant(tenantId, async () => {
    await assertOutlet(actor, tenantId, body.outletId);
    const row = await repository.insertTerminal({
      id: body.id ?? uuidv7(),
      name: body.name,
      outletId: body.outletId,
      tokenHash: hashTerminalToken(terminalToken),
      createdAt: now(),
    });
    await audit({
      action: 'terminal.register',
      entity: 'terminal',
      entityId: row.id,
      outletId: row.outletId,
      after: noted(row),
    });
    return { ...present(row), terminalToken };
  }).catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new Problem('duplicate', { params: { field: 'id' } });
    throw error;
  });
}

/** Renames a terminal or moves it to another outlet, which ends the sessions that began there. Throws 404, 412. */
export async function changeTerminal(
  actor: Actor,
  tenantId: string,
  id: string,
  { version: bodyVersion, ...changes }: TerminalChanges,
  ifMatch: number | null,
): Promise<TerminalDto> {
  return withTenant(tenantId, async () => {
    const before = await known(actor, id);
    if (changes.outletId !== undefined) await assertOutlet(actor, tenantId, changes.outletId);
    const expected = ifMatch ?? bodyVersion ?? before.version;
    const row = expected === before.version ? await repository.updateTerminal(id, expected, changes) : null;
    if (!row) throw new Problem('version_conflict');
    if (row.outletId !== before.outletId) await endTerminalSessions(id, 'terminal_moved');
    await audit({
      action: 'terminal.change',
      entity: 'terminal',
      entityId: id,
      outletId: row.outletId === before.outletId ? row.outletId : null,
      before: noted(before),
      after: noted(row),
    });
    return present(row);
  });
}

/** Revokes a terminal: its token opens nothing, and the sessions that began there end. Throws 404, 412. */
export async function revokeTerminal(
  actor: Actor,
  tenantId: string,
  id: string,
  ifMatch: number | null,
): Promise<void> {
  await withTenant(tenantId, async () => {
    const before = await known(actor, id);
    const expected = ifMatch ?? before.version;
    const row =
      expected === before.version
        ? await repository.updateTerminal(id, expected, { deletedAt: now() })
        : null;
    if (!row) throw new Problem('version_conflict');
    await endTerminalSessions(id, 'terminal_revoked');
    await audit({
      action: 'terminal.revoke',
      entity: 'terminal',
      entityId: id,
      outletId: before.outletId,
      before: noted(before),
    });
  });
}
