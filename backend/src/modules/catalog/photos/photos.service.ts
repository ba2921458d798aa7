import { photoFileOf } from '@meja/domain';
import type { ProductDto } from '@meja/domain';
import { audit } from '../../../platform/audit';
import { now } from '../../../platform/clock';
import { withTenant } from '../../../platform/db';
import { assertVersion, notFound } from '../../../platform/http';
import { cacheKey } from '../../../platform/keys';
import { createPictureCache, pictureHash } from '../../../platform/pictures';
import type { PictureFile } from '../../../platform/pictures';
import { changeCatalog } from '../catalog-change';
import { presentProduct } from '../products.presenter';
import { findProduct, saveProduct } from '../products.repository';
import type { ProductRow } from '../products.repository';
import { ENCODING, encodePhoto } from './encode-photo';
import type { EncodedPhoto } from './encode-photo';
import { findPhoto, insertPhoto, readPhoto, removeIfUnused } from './photos.repository';

export interface PreparedPhoto {
  hash: string;
  photo: EncodedPhoto;
}

async function productFor(id: string): Promise<ProductRow> {
  const row = await findProduct(id);
  if (!row) throw notFound();
  return row;
}

/**
 * What was uploaded as it is kept: encoded, unless the tenant has it. Before any transaction. Throws 404 without such a
 * product.
 */
export async function preparePhoto(
  tenantId: string,
  productId: string,
  bytes: Buffer,
): Promise<PreparedPhoto> {
  const hash = pictureHash(`meja photo ${ENCODING}`, tenantId, bytes);
  const known = await withTenant(tenantId, async () => {
    await productFor(productId);
    return findPhoto(hash);
  });
  return { hash, photo: known ?? (await encodePhoto(tenantId, bytes)) };
}

/** Gives a product its photo in place of the one it had. The same photo again changes nothing. */
export async function setPhoto(
  tenantId: string,
  productId: string,
  { hash, photo }: PreparedPhoto,
  ifMatch: number | null,
): Promise<ProductDto> {
  return changeCatalog(tenantId, async () => {
    const row = await productFor(productId);
    const before = presentProduct(row);
    assertVersion(ifMatch, before.version);
    if (row.photoHash === hash) return { data: before, changed: false };
    const at = now();
    await insertPhoto(hash, photo, at);
    await saveProduct(productId, { photoHash: hash }, at);
    if (row.photoHash) await removeIfUnused(row.photoHash);
    const data = presentProduct(await productFor(productId));
    await audit({ action: 'product.change', entity: 'product', entityId: productId, before, after: data });
    return { data, changed: true };
  });
}

/** Bytes of pictures that this process has at hand: what tills show, all day long. */
const CACHED_BYTES = 32 * 1024 * 1024;
const pictures = createPictureCache(CACHED_BYTES);

/** One picture by its tenant and file name. Throws 404 where there is none, or the name is no picture's. */
export async function findPicture(tenantId: string, name: string): Promise<PictureFile> {
  const file = photoFileOf(name);
  if (!file) throw notFound();
  const key = cacheKey('photo', tenantId, name);
  const bytes = pictures.get(key) ?? (await readPhoto(tenantId, file));
  if (!bytes) throw notFound();
  pictures.set(key, bytes);
  return { name, type: `image/${file.format}`, bytes };
}
