import { logoUrlOf } from '@meja/domain';
import type { SettingsBody, SettingsDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { broadcast } from '../../platform/cache';
import { now } from '../../platform/clock';
import { afterCommit, withTenant } from '../../platform/db';
import { appendEvent } from '../../platform/events';
import { Problem, invalid, named } from '../../platform/http';
import { completeSettings } from './default-settings.rules';
import { letGoOfLogo } from './logo/logo.repository';
import { changedParts, settingsIssues } from './settings.rules';
import * as repository from './tenants.repository';
import type { SettingsRow } from './tenants.repository';

const present = ({ tenantId, data, name, businessType, logoName, version }: SettingsRow): SettingsDto => ({
  ...completeSettings(data),
  logoUrl: logoName && logoUrlOf(tenantId, logoName),
  businessName: name,
  businessType,
  version,
});

/** A tenant's settings; joins an open transaction of the tenant. */
export async function tenantSettings(tenantId: string): Promise<SettingsDto> {
  return withTenant(tenantId, async () => present(await repository.findSettings()));
}

async function refuseRemovedClasses(before: SettingsDto, after: SettingsDto): Promise<void> {
  const kept = new Set(after.taxClasses.map(({ code }) => code));
  const removed = before.taxClasses.map(({ code }) => code).filter((code) => !kept.has(code));
  // A product would carry a class that nothing defines, and could not be priced at the till. Open orders keep theirs.
  const product = removed.length ? await repository.productsOfTaxClasses(removed) : null;
  if (product?.count) throw invalid({ path: 'taxClasses', code: 'used_by_product', params: named(product) });
}

/** Amounts of two currencies in one set of books would add up to nothing. */
async function refuseOtherCurrency(before: SettingsDto, after: SettingsDto): Promise<void> {
  if (after.currency === before.currency || !(await repository.hasSold())) return;
  const errors = [{ path: 'currency', code: 'has_sales' as const, params: { currency: before.currency } }];
  throw new Problem('in_use', { errors });
}

/**
 * Changes the settings in one transaction, with its event and its line in the audit log. `change` writes and answers what
 * they are then, or null where nothing changes. Throws `version_conflict` where `expected` is not the present version.
 */
export async function alterSettings(
  tenantId: string,
  expected: number | null,
  change: (before: SettingsDto, row: SettingsRow) => Promise<SettingsDto | null>,
): Promise<SettingsDto> {
  return withTenant(tenantId, async () => {
    const row = await repository.findSettings(true);
    const before = present(row);
    if (expected !== null && expected !== before.version) throw new Problem('version_conflict');
    const after = await change(before, row);
    if (!after) return before;
    await appendEvent({
      type: 'menu.changed',
      outletId: null,
      data: { version: await repository.findCatalogVersion() },
    });
    await audit({
      action: 'settings.change',
      entity: 'settings',
      entityId: tenantId,
      ...changedParts(before, after),
    });
    return after;
  });
}

/**
 * Changes what the body names. Throws `version_conflict` where `expected` (from If-Match or `version`) is not the
 * present version, `in_use` for another currency after the first sale, `validation_failed` where the whole would not
 * hold together.
 */
export function changeSettings(
  tenantId: string,
  { version: bodyVersion, ...changes }: SettingsBody,
  ifMatch: number | null,
): Promise<SettingsDto> {
  return alterSettings(tenantId, ifMatch ?? bodyVersion ?? null, async (before, row) => {
    if (changes.businessType !== undefined && changes.businessType !== before.businessType) {
      throw invalid({ path: 'businessType', code: 'not_allowed' });
    }
    const after: SettingsDto = { ...before, ...changes, version: before.version + 1 };
    const issues = settingsIssues(after);
    if (issues.length) throw invalid(...issues);
    await refuseRemovedClasses(before, after);

    const { businessName, businessType: _type, version, logoUrl, ...data } = after;
    await repository.saveSettings(data, version, now());
    if (logoUrl === null && row.logoName) await letGoOfLogo(row.logoName);
    // After the menu's version has risen: whatever is priced in the old currency from now on is not recorded.
    await refuseOtherCurrency(before, after);
    if (String(after.requireTwoFactor) !== String(before.requireTwoFactor)) {
      // Who is signed in is led to set it up within a second, or is no longer.
      afterCommit(() => void broadcast('access.rules', { tenantId }));
    }
    if (businessName !== before.businessName) {
      await repository.renameTenant(businessName);
      // Whoever works here reads its name in the list of their businesses.
      afterCommit(() => void broadcast('places.changed', null));
    }
    return after;
  });
}
