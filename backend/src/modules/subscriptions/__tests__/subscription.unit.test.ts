import { describeSubscription } from '../subscription.rules';

const endsAt = new Date('2026-12-01T00:00:00.000Z');
const at = (iso: string) => new Date(iso);

describe('subscriptions', () => {
  test.each([
    ['TRIAL', 'ACTIVE', '2026-11-30T23:59:59.999Z', 'TRIAL', true],
    ['PRO', 'ACTIVE', '2026-11-30T23:59:59.999Z', 'ACTIVE', true],
    ['TRIAL', 'ACTIVE', '2026-12-01T00:00:00.000Z', 'PAST_DUE', true],
    ['PRO', 'ACTIVE', '2026-12-03T23:59:59.999Z', 'PAST_DUE', true],
    ['PRO', 'ACTIVE', '2026-12-04T00:00:00.000Z', 'EXPIRED', false],
    ['ENTERPRISE', 'SUSPENDED', '2026-11-01T00:00:00.000Z', 'SUSPENDED', false],
  ] as const)(
    'SAAS-04 %s, %s at %s is %s and may sell: %s',
    (plan, tenantStatus, now, status, allowsSelling) => {
      expect(describeSubscription({ plan, tenantStatus, endsAt }, at(now))).toMatchObject({
        plan,
        status,
        allowsSelling,
        endsAt: endsAt.toISOString(),
      });
    },
  );

  test('SAAS-04 features are the plan’s', () => {
    const basic = describeSubscription(
      { plan: 'BASIC', tenantStatus: 'ACTIVE', endsAt },
      at('2026-11-01T00:00:00Z'),
    );
    expect(basic.features).toEqual(['kitchen_display']);
  });
});
