import type { AuthAnswerDto } from '@meja/domain';
import type { Tokens } from './sessions.service';
import type { Account, Place } from './users.repository';

/** What register, login and switch-tenant answer with; the refresh token is left to its cookie. */
export function presentAnswer(
  tokens: Tokens,
  account: Pick<Account, 'id' | 'email' | 'name'> & { must_change_password?: boolean },
  place: Place | null,
  outlet: { id: string; name: string } | null,
): AuthAnswerDto {
  return {
    accessToken: tokens.accessToken,
    expiresIn: tokens.expiresIn,
    user: {
      id: account.id,
      email: account.email,
      name: account.name,
      role: place?.role ?? 'SUPER_ADMIN',
      outletIds: place?.outlet_ids ?? [],
    },
    tenant: place && { id: place.tenant_id, name: place.tenant_name, businessType: place.business_type },
    outlet,
    ...(account.must_change_password && { mustChangePassword: true }),
  };
}

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** A device in two words from its user agent, `Chrome · Android`; null where it says nothing known. */
export function deviceName(userAgent: string): string | null {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(' · ') || userAgent.split(' ')[0] || null;
}
