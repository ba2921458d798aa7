import { isDeepStrictEqual } from 'node:util';
import type { OnboardingStep, SettingsDto } from '@meja/domain';
import type { Found } from './onboarding.repository';

type Settings = Pick<SettingsDto, 'address' | 'logoUrl' | 'receiptHeader' | 'receiptFooter'> &
  Pick<SettingsDto, 'taxClasses' | 'serviceCharge' | 'paymentMethods'>;
type Start = Omit<Settings, 'logoUrl'>;

const differ = (a: unknown, b: unknown): boolean => !isDeepStrictEqual(a, b);

/**
 * Which of the first steps are done. Settings are where somebody changed what a business of its kind starts with, or the
 * owner said that it is fine; who answered about taxes when registering has done that.
 */
export function stepsDone(found: Found, settings: Settings, start: Start): Record<OnboardingStep, boolean> {
  const isChanged = (...names: (keyof Start)[]) => names.some((name) => differ(settings[name], start[name]));
  const isSaid = (step: OnboardingStep) => found.confirmed.includes(step);
  return {
    menu: found.menu,
    taxes: found.answeredTax || isSaid('taxes') || isChanged('taxClasses', 'serviceCharge'),
    payments: isSaid('payments') || isChanged('paymentMethods'),
    receipt:
      isSaid('receipt') ||
      settings.logoUrl !== null ||
      isChanged('address', 'receiptHeader', 'receiptFooter'),
    staff: found.staff,
    terminal: found.terminal,
    sale: found.sale,
  };
}
