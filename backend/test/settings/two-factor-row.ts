import type { SettingsBody } from '@meja/domain';
import type { Caller, TestTenant } from '../setup';

const without: SettingsBody = { requireTwoFactor: [] };
const withIt: SettingsBody = { requireTwoFactor: ['CASHIER'] };

/** Who must have a second factor and has none sells nothing. */
export const twoFactorRow = {
  at: 'GET /menu',
  given: without,
  set: withIt,
  observe: async ({ tenant, cashier }: { tenant: TestTenant; cashier: Caller }) => {
    const { status, body } = await cashier('GET', `/menu?outletId=${tenant.outletId}`);
    return [status, body.code].filter(Boolean) as unknown[];
  },
  was: [200],
  is: [403, 'two_factor_setup_required'],
};
