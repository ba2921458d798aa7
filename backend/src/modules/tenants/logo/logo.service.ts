import { logoFileOf, logoNameOf, logoUrlOf } from '@meja/domain';
import type { ReceiptWidth, SettingsDto } from '@meja/domain';
import { now } from '../../../platform/clock';
import { withTenant } from '../../../platform/db';
import { notFound } from '../../../platform/http';
import { cacheKey } from '../../../platform/keys';
import { createPictureCache, pictureHash } from '../../../platform/pictures';
import type { PictureFile } from '../../../platform/pictures';
import { readPbm } from '../../../lib/bitmap';
import type { Bitmap } from '../../../lib/bitmap';
import { alterSettings } from '../settings.service';
import { ENCODING, encodeLogo } from './encode-logo';
import type { EncodedLogo } from './encode-logo';
import { findLogo, letGoOfLogo, readLogo, saveLogo } from './logo.repository';
import type { LogoKind } from './logo.repository';

export interface PreparedLogo {
  name: string;
  logo: EncodedLogo;
}

/** What was uploaded as it is kept: encoded, unless the tenant has it. Before any transaction. */
export async function prepareLogo(tenantId: string, bytes: Buffer): Promise<PreparedLogo> {
  const hash = pictureHash(`meja logo ${ENCODING}`, tenantId, bytes);
  const known = await withTenant(tenantId, () => findLogo(hash));
  if (known) return known;
  const { logo, size } = await encodeLogo(tenantId, bytes);
  return { name: logoNameOf(hash, size), logo };
}

/** Gives the business its logo in place of the one it had. The same again changes nothing. Throws `version_conflict`. */
export function setLogo(
  tenantId: string,
  { name, logo }: PreparedLogo,
  ifMatch: number | null,
): Promise<SettingsDto> {
  return alterSettings(tenantId, ifMatch, async (before, { logoName }) => {
    if (logoName === name) return null;
    const version = before.version + 1;
    await saveLogo({ name, logo, version, at: now() });
    if (logoName) await letGoOfLogo(logoName);
    return { ...before, logoUrl: logoUrlOf(tenantId, name), version };
  });
}

/** Bytes of logos that this process has at hand: what is on every struk, all day long. */
const CACHED_BYTES = 8 * 1024 * 1024;
const pictures = createPictureCache(CACHED_BYTES);

async function find(tenantId: string, name: string, kind: LogoKind): Promise<Buffer | null> {
  const key = cacheKey('logo', tenantId, `${name}.${kind}`);
  const bytes = pictures.get(key) ?? (await readLogo(tenantId, name, kind));
  if (bytes) pictures.set(key, bytes);
  return bytes;
}

/** One picture by its tenant and file name. Throws 404 where there is none, or the name is no logo's. */
export async function findLogoFile(tenantId: string, fileName: string): Promise<PictureFile> {
  const file = logoFileOf(fileName);
  const bytes = file && (await find(tenantId, file.name, file.format));
  if (!bytes) throw notFound();
  return { name: fileName, type: `image/${file.format}`, bytes };
}

/** The file name that ends an address. */
const fileNameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** A business's logo, by its address in the settings, as dots for paper; null where it is gone meanwhile. */
export async function logoDots(
  tenantId: string,
  logoUrl: string,
  width: ReceiptWidth,
): Promise<Bitmap | null> {
  const file = logoFileOf(fileNameOf(logoUrl));
  const bytes = file && (await find(tenantId, file.name, width));
  return bytes && readPbm(bytes);
}

/** The same as a WebP. */
export async function logoWebp(tenantId: string, logoUrl: string): Promise<Buffer | null> {
  const file = logoFileOf(fileNameOf(logoUrl));
  return file && find(tenantId, file.name, 'webp');
}
