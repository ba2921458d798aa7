import type { BusinessType } from '@meja/domain';
import { callAsApp, db, dbTenantId, takeLock } from '../../platform/db';
import { NAMED_AT_MOST } from '../../platform/http';
import type { InUse } from '../../platform/http';
import type { Prisma } from '../../platform/db';
import type { StoredSettings } from './default-settings.rules';

export interface NewTenant {
  id: string;
  name: string;
  businessType: BusinessType;
  subscriptionEndsAt: Date;
  createdAt: Date;
}

export async function insertTenant(tenant: NewTenant, settings: StoredSettings): Promise<void> {
  await db().tenant.create({ data: tenant });
  await db().tenantSettings.create({
    data: { data: settings as unknown as Prisma.InputJsonObject, updatedAt: tenant.createdAt },
  });
}

export async function insertOutlet(outlet: {
  id: string;
  name: string;
  code: string;
  createdAt: Date;
}): Promise<void> {
  await db().outlet.create({ data: outlet });
}

export async function insertStation(station: { id: string; name: string; createdAt: Date }): Promise<void> {
  await db().station.create({ data: station });
}

export interface SettingsRow {
  tenantId: string;
  name: string;
  businessType: BusinessType;
  data: StoredSettings;
  /** `<hash>-<width>x<height>`. */
  logoName: string | null;
  version: number;
}

/** The settings of the open transaction's tenant, locked against other writers where asked. */
export async function findSettings(lock = false): Promise<SettingsRow> {
  if (lock)
    await db().$queryRaw`SELECT FROM tenant_settings WHERE tenant_id = ${dbTenantId()}::uuid FOR UPDATE`;
  const tenant = await db().tenant.findUniqueOrThrow({ where: { id: dbTenantId() } });
  const row = await db().tenantSettings.findUniqueOrThrow({ where: { tenantId: dbTenantId() } });
  return {
    tenantId: dbTenantId(),
    name: tenant.name,
    businessType: tenant.businessType as BusinessType,
    data: row.data as unknown as StoredSettings,
    logoName: row.logoName,
    version: row.version,
  };
}

export async function saveSettings(data: StoredSettings, version: number, updatedAt: Date): Promise<void> {
  await db().tenantSettings.update({
    where: { tenantId: dbTenantId() },
    data: { data: data as unknown as Prisma.InputJsonObject, version, updatedAt },
  });
}

export async function renameTenant(name: string): Promise<void> {
  await db().$executeRaw`UPDATE tenants SET name = ${name} WHERE id = ${dbTenantId()}::uuid`;
}

/** The living products that carry one of these tax classes; none is given one of them until the commit. */
export async function productsOfTaxClasses(codes: string[]): Promise<InUse> {
  await takeLock('catalog');
  const where = { taxClass: { in: codes }, deletedAt: null };
  const rows = await db().product.findMany({
    where,
    select: { name: true },
    orderBy: { name: 'asc' },
    take: NAMED_AT_MOST,
  });
  return { count: await db().product.count({ where }), names: rows.map(({ name }) => name) };
}

/** Whether anything was ever booked, or ordered and not voided. */
export async function hasSold(): Promise<boolean> {
  const [row] = await db().$queryRaw<[{ sold: boolean }]>`
    SELECT EXISTS (SELECT FROM journal_entries WHERE tenant_id = ${dbTenantId()}::uuid)
      OR EXISTS (SELECT FROM orders WHERE tenant_id = ${dbTenantId()}::uuid AND status <> 'VOIDED') AS sold`;
  return row.sold;
}

export async function findCatalogVersion(): Promise<number> {
  const row = await db().catalogVersion.findUnique({ where: { tenantId: dbTenantId() } });
  return Number(row?.version ?? 0);
}

/** The version of what the tenant has set up, in one round trip; 0 before there is any. */
export async function readCatalogVersion(tenantId: string): Promise<number> {
  const [row] = await callAsApp<{ version: string | null }>(
    tenantId,
    'read_catalog_version',
    'SELECT read_catalog_version($1) AS version',
    [tenantId],
  );
  return Number(row?.version ?? 0);
}
