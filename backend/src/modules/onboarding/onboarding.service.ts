import type { OnboardingBody, OnboardingDto } from '@meja/domain';
import { withTenant } from '../../platform/db';
import { defaultSettings, tenantSettings } from '../tenants';
import { findSteps, saveSaid } from './onboarding.repository';
import { stepsDone } from './onboarding.rules';

async function read(tenantId: string): Promise<OnboardingDto> {
  const [found, settings] = [await findSteps(), await tenantSettings(tenantId)];
  const start = defaultSettings(settings.businessType);
  return { done: stepsDone(found, settings, start), hidden: found.hidden };
}

/** How far a business is with its first steps. */
export const readOnboarding = (tenantId: string): Promise<OnboardingDto> =>
  withTenant(tenantId, () => read(tenantId));

/** Keeps what the owner says of the first steps; saying it again changes nothing. */
export const changeOnboarding = (tenantId: string, body: OnboardingBody): Promise<OnboardingDto> =>
  withTenant(tenantId, async () => {
    await saveSaid(body);
    return read(tenantId);
  });
