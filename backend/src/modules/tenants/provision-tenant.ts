import { v7 as uuidv7 } from 'uuid';
import { TRIAL_DAYS } from '@meja/domain';
import type { BusinessType, TaxChoice } from '@meja/domain';
import { now } from '../../platform/clock';
import { defaultSettings, servesFood } from './default-settings.rules';
import { insertOutlet, insertStation, insertTenant } from './tenants.repository';

const DAY = 86_400_000;

export interface NewBusiness {
  tenantId: string;
  businessName: string;
  businessType: BusinessType;
  outletName: string;
  /** As the owner answered; left out: what its kind of business starts with. */
  tax?: TaxChoice | undefined;
}

/**
 * Writes a new business into the open transaction, which must be set to its tenant: a trial of 14 days, settings of its
 * kind, the first outlet and, where food is prepared, the kitchen's station.
 */
export async function provisionTenant(business: NewBusiness): Promise<{ outletId: string }> {
  const createdAt = now();
  await insertTenant(
    {
      id: business.tenantId,
      name: business.businessName,
      businessType: business.businessType,
      subscriptionEndsAt: new Date(createdAt.getTime() + TRIAL_DAYS * DAY),
      createdAt,
    },
    defaultSettings(business.businessType, business.tax),
  );
  const outletId = uuidv7();
  await insertOutlet({ id: outletId, name: business.outletName, code: '01', createdAt });
  if (servesFood(business.businessType)) await insertStation({ id: uuidv7(), name: 'Dapur', createdAt });
  return { outletId };
}
