import type { PhotoFile } from '@meja/domain';
import { callAsApp, db, dbTenantId } from '../../../platform/db';
import type { EncodedPhoto } from './encode-photo';

/** The tenant's photo of this hash, or null. */
export async function findPhoto(hash: string): Promise<EncodedPhoto | null> {
  const select = { avif320: true, avif640: true, webp320: true, webp640: true };
  return db().photo.findFirst({ where: { hash }, select });
}

/** Keeps a photo; one of the same hash stays as it is. */
export async function insertPhoto(hash: string, photo: EncodedPhoto, createdAt: Date): Promise<void> {
  await db().photo.createMany({ data: [{ hash, ...photo, createdAt }], skipDuplicates: true });
}

/** Removes a photo that no product of the tenant shows any more. */
export async function removeIfUnused(hash: string): Promise<void> {
  await db().$executeRaw`
    DELETE FROM photos o WHERE o.tenant_id = ${dbTenantId()}::uuid AND o.hash = ${hash} AND NOT EXISTS (
      SELECT FROM products p WHERE p.tenant_id = o.tenant_id AND p.photo_hash = o.hash)`;
}

/** One picture of a tenant's photo, or null. */
export async function readPhoto(tenantId: string, { hash, size, format }: PhotoFile): Promise<Buffer | null> {
  const [row] = await callAsApp<{ picture: Buffer | null }>(
    tenantId,
    'read_photo',
    'SELECT read_photo($1, $2, $3) AS picture',
    [tenantId, hash, `${format}_${size}`],
  );
  return row?.picture ?? null;
}
