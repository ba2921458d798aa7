import type { DashboardDto, OnboardingBody, OnboardingDto } from '@meja/domain';
import { getData, patchData } from '@/shared/api';

const outletParam = (outletId: string): { outletId?: string } => (outletId ? { outletId } : {});

export const fetchDashboard = (outletId: string): Promise<DashboardDto> =>
  getData('/reports/dashboard', { params: outletParam(outletId) });

export const fetchOnboarding = (): Promise<OnboardingDto> => getData('/onboarding');

/** Says something about the first steps. Throws `ApiProblem`. */
export const changeOnboarding = (body: OnboardingBody): Promise<OnboardingDto> =>
  patchData('/onboarding', body);
