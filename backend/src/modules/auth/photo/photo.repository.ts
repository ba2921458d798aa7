import { db } from '../../../platform/db';
import { callAsPlatform } from '../../../platform/db/platform-door';

/** Gives an account its photo in the place of the one before, in the open transaction; null takes it away. */
export async function savePhoto(
  accountId: string,
  photo: { hash: string; webp: Uint8Array<ArrayBuffer>; createdAt: Date } | null,
): Promise<void> {
  await db().accountPhoto.deleteMany({ where: { userId: accountId } });
  if (photo) await db().accountPhoto.create({ data: { userId: accountId, ...photo } });
  await db().$executeRaw`
    UPDATE memberships SET photo_hash = ${photo?.hash ?? null}, version = version + 1
    WHERE account_id = ${accountId}::uuid AND deleted_at IS NULL`;
}

/** A photo by its hash, or null. */
export async function readPhoto(hash: string): Promise<Buffer | null> {
  const [row] = await callAsPlatform<{ webp: Buffer }>(
    'account_photo',
    'SELECT webp FROM account_photos WHERE hash = $1',
    [hash],
  );
  return row?.webp ?? null;
}
