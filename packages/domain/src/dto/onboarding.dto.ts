/** The first steps of a business, in the order in which they are best taken; that of the owner's own address is their account's. */
export const ONBOARDING_STEPS = [
  'menu',
  'taxes',
  'payments',
  'receipt',
  'staff',
  'terminal',
  'sale',
] as const;
export type OnboardingStep = (typeof ONBOARDING_STEPS)[number];

/** Steps that can be fine as a new business has them: its owner says so. */
export const CONFIRMABLE_STEPS = [
  'taxes',
  'payments',
  'receipt',
] as const satisfies readonly OnboardingStep[];
export type ConfirmableStep = (typeof CONFIRMABLE_STEPS)[number];

export interface OnboardingDto {
  /** Whether each is done, by what is there or because the owner said so. */
  done: Record<OnboardingStep, boolean>;
  /** Put away by the owner. */
  hidden: boolean;
}

export interface OnboardingBody {
  hidden?: boolean;
  /** Is fine as it is. */
  confirm?: ConfirmableStep;
}
