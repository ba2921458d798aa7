import { CONFIRMABLE_STEPS } from '@meja/domain';
import type { OnboardingBody, OnboardingDto } from '@meja/domain';
import { bodySchema, defineRoute, ok, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { changeOnboarding, readOnboarding } from './onboarding.service';

const tag = 'Settings';
const answers = {
  200: {
    description: 'Which of the first steps are done.',
    schema: s.object({
      data: s.object<OnboardingDto>({
        done: s.object<OnboardingDto['done']>({
          menu: s.boolean(),
          taxes: s.boolean(),
          payments: s.boolean(),
          receipt: s.boolean(),
          staff: s.boolean(),
          terminal: s.boolean(),
          sale: s.boolean(),
        }),
        hidden: s.boolean(),
      }),
    }).json,
  },
};

export const onboardingRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/onboarding',
    permission: 'settings:manage',
    summary: 'The first steps of a business, read from what is there',
    tag,
    answers,
    handle: async ({ tenantId }) => ok(await readOnboarding(tenantId)),
  }),
  defineRoute<OnboardingBody>({
    method: 'patch',
    path: '/onboarding',
    permission: 'settings:manage',
    summary: 'Put the first steps away, bring them back, or say that one is fine as it is',
    tag,
    body: bodySchema<OnboardingBody>({
      hidden: s.boolean().optional(),
      confirm: s.enum(CONFIRMABLE_STEPS).optional(),
    }),
    answers,
    handle: async ({ tenantId, body }) => ok(await changeOnboarding(tenantId, body)),
  }),
];
