import { v7 as uuidv7 } from 'uuid';
import type { ApiKeyBody, ApiKeyDto, CreatedApiKeyDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, afterCommit, sqlState, withTenant } from '../../platform/db';
import {
  Problem,
  assertVersion,
  cutPage,
  decodeTimeCursor,
  invalid,
  notFound,
  pageLimit,
} from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import * as repository from './api-keys.repository';
import type { ApiKeyRow } from './api-keys.repository';
import { announceKeyEnd } from './key-access';
import { hashKey, newKey, prefixOf, scopeIssues } from './key.rules';

/** A key is made and revoked, never changed. */
const VERSION = 1;

const present = (row: ApiKeyRow): ApiKeyDto => ({
  ...row,
  version: VERSION,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

const noted = ({ id, name, scopes, prefix }: ApiKeyRow) => ({ id, name, scopes, prefix });

/** The living keys, oldest first, a page at a time. */
export async function listKeys(
  tenantId: string,
  query: PageQuery,
): Promise<{ rows: ApiKeyDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const rows = await withTenant(tenantId, () => repository.listKeys(limit + 1, after));
  return cutPage(rows.map(present), limit, (row) => [row.createdAt, row.id]);
}

/**
 * Makes a key, told here and never again. Throws 422 for a scope that the actor does not hold or that no key can have,
 * 409 `duplicate` for an id that is taken.
 */
export async function makeKey(actor: Actor, tenantId: string, body: ApiKeyBody): Promise<CreatedApiKeyDto> {
  const issues = scopeIssues(body.scopes, actor.permissions);
  if (issues.length) throw invalid(...issues);
  const key = newKey();
  return withTenant(tenantId, async () => {
    const id = body.id ?? uuidv7();
    await repository.insertKey({
      id,
      name: body.name,
      scopes: body.scopes,
      prefix: prefixOf(key),
      keyHash: hashKey(key),
      createdBy: actor.userId,
      createdAt: now(),
    });
    const row = (await repository.findKey(id))!;
    await audit({ action: 'api_key.create', entity: 'api_key', entityId: id, after: noted(row) });
    return { ...present(row), key };
  }).catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new Problem('duplicate', { params: { field: 'id' } });
    throw error;
  });
}

/** Ends a key, within a second everywhere. Throws 404, 412. */
export async function revokeKey(tenantId: string, id: string, ifMatch: number | null): Promise<void> {
  await withTenant(tenantId, async () => {
    const row = await repository.findKey(id);
    if (!row) throw notFound();
    assertVersion(ifMatch, VERSION);
    if (!(await repository.endKey(id, now()))) throw notFound();
    await audit({ action: 'api_key.revoke', entity: 'api_key', entityId: id, before: noted(row) });
    afterCommit(() => announceKeyEnd(tenantId, id));
  });
}
