import {
  CONFIRMABLE_STEPS,
  ONBOARDING_STEPS,
  type OnboardingBody,
  type OnboardingDto,
  type OnboardingStep,
} from '@meja/domain';

/** The address of the owner's account is theirs, not the business's: the session knows whether it is proved. */
export type FirstStep = OnboardingStep | 'address';

/** Where each is taken. */
const ROUTES: Record<FirstStep, { name: string }> = {
  menu: { name: 'products' },
  taxes: { name: 'settings' },
  payments: { name: 'settings' },
  receipt: { name: 'settings' },
  staff: { name: 'staff' },
  terminal: { name: 'terminals' },
  sale: { name: 'till' },
  address: { name: 'profile' },
};

export interface ShownStep {
  key: FirstStep;
  route: { name: string };
  done: boolean;
  /** Can be fine as it is: what is said then. */
  confirm: OnboardingBody['confirm'] | null;
}

const isConfirmable = (key: FirstStep): key is NonNullable<OnboardingBody['confirm']> =>
  (CONFIRMABLE_STEPS as readonly string[]).includes(key);

/** The steps in the order in which they are best taken; what comes with the first sale comes last. */
export function shownSteps({ done }: Pick<OnboardingDto, 'done'>, isAddressProved: boolean): ShownStep[] {
  const steps: [FirstStep, boolean][] = ONBOARDING_STEPS.map((key) => [key, done[key]]);
  return [['address', isAddressProved] as [FirstStep, boolean], ...steps].map(([key, isDone]) => ({
    key,
    route: ROUTES[key],
    done: isDone,
    confirm: isConfirmable(key) && !isDone ? key : null,
  }));
}
