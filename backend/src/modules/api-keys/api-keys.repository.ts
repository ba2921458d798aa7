import type { Permission } from '@meja/domain';
import { Prisma, db, dbTenantId } from '../../platform/db';

export interface ApiKeyRow {
  id: string;
  name: string;
  scopes: Permission[];
  prefix: string;
  createdBy: string;
  lastUsedAt: Date | null;
  createdAt: Date;
}

const KEYS = Prisma.sql`
  SELECT k.id, k.name, k.scopes, k.prefix, m.name AS "createdBy", k.last_used_at AS "lastUsedAt",
         k.created_at AS "createdAt"
  FROM api_keys k JOIN memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.created_by
  WHERE k.tenant_id = current_setting('app.tenant_id')::uuid AND k.revoked_at IS NULL`;

/** The living keys after a place in the list, oldest first. */
export function listKeys(take: number, after: { createdAt: Date; id: string } | null): Promise<ApiKeyRow[]> {
  const beyond = after
    ? Prisma.sql`AND (k.created_at, k.id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  return db().$queryRaw<ApiKeyRow[]>`${KEYS} ${beyond} ORDER BY k.created_at, k.id LIMIT ${take}`;
}

export async function findKey(id: string): Promise<ApiKeyRow | null> {
  const [row] = await db().$queryRaw<ApiKeyRow[]>`${KEYS} AND k.id = ${id}::uuid`;
  return row ?? null;
}

export interface NewApiKey {
  id: string;
  name: string;
  scopes: Permission[];
  prefix: string;
  keyHash: string;
  createdBy: string;
  createdAt: Date;
}

export async function insertKey(data: NewApiKey): Promise<void> {
  await db().apiKey.create({ data });
}

/** Ends a key; false where it has ended. */
export async function endKey(id: string, at: Date): Promise<boolean> {
  const { count } = await db().apiKey.updateMany({
    where: { tenantId: dbTenantId(), id, revokedAt: null },
    data: { revokedAt: at },
  });
  return count === 1;
}
