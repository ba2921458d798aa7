import type { PhotoFormat, ReceiptWidth } from '@meja/domain';
import { PAPER_DOTS } from '@meja/domain';
import { callAsApp, db, dbTenantId } from '../../../platform/db';
import type { EncodedLogo } from './encode-logo';

/** The tenant's logo whose upload had this hash, and its name; or null. */
export async function findLogo(hash: string): Promise<{ name: string; logo: EncodedLogo } | null> {
  const select = { name: true, avif: true, webp: true, raster384: true, raster576: true };
  const row = await db().logo.findFirst({ where: { name: { startsWith: `${hash}-` } }, select });
  if (!row) return null;
  const { name, ...logo } = row;
  return { name, logo };
}

export interface NewLogo {
  name: string;
  logo: EncodedLogo;
  /** Of the settings, which then have it. */
  version: number;
  at: Date;
}

/** Gives the business a logo; one of the same name stays as it is. */
export async function saveLogo({ name, logo, version, at }: NewLogo): Promise<void> {
  await db().logo.createMany({ data: [{ name, ...logo, createdAt: at }], skipDuplicates: true });
  const data = { logoName: name, version, updatedAt: at };
  await db().tenantSettings.update({ where: { tenantId: dbTenantId() }, data });
}

/** Takes a logo from the settings, where it still is theirs, and removes it. */
export async function letGoOfLogo(name: string): Promise<void> {
  await db().tenantSettings.updateMany({ where: { logoName: name }, data: { logoName: null } });
  await db().logo.deleteMany({ where: { name } });
}

/** A logo for a screen, or as dots for paper of that many columns. */
export type LogoKind = PhotoFormat | ReceiptWidth;

/** One picture of a tenant's logo, or null. */
export async function readLogo(tenantId: string, name: string, kind: LogoKind): Promise<Buffer | null> {
  const [row] = await callAsApp<{ picture: Buffer | null }>(
    tenantId,
    'read_logo',
    'SELECT read_logo($1, $2, $3) AS picture',
    [tenantId, name, typeof kind === 'number' ? `raster_${PAPER_DOTS[kind]}` : kind],
  );
  return row?.picture ?? null;
}
