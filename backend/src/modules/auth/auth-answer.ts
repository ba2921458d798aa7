import { faceUrlOf } from '@meja/domain';
import type { AuthAnswerDto, PlaceDto, TenantRefDto } from '@meja/domain';
import type { Tokens } from './sessions.service';
import type { Account, Place } from './users.repository';

const presentTenant = (place: Place): TenantRefDto => ({
  id: place.tenant_id,
  name: place.tenant_name,
  businessType: place.business_type,
});

/** A business one works in, as a list offers it. */
export const presentPlace = (place: Place): PlaceDto => ({ ...presentTenant(place), role: place.role });

/** What register, login and switch-tenant answer with; the refresh token is left to its cookie. */
export function presentAnswer(
  tokens: Tokens,
  account: Pick<
    Account,
    'id' | 'email' | 'name' | 'is_super_admin' | 'email_verified_at' | 'locale' | 'photo_hash'
  > & {
    must_change_password?: boolean;
    has_two_factor?: boolean;
  },
  place: Place | null,
  outlet: { id: string; name: string } | null,
): AuthAnswerDto {
  return {
    accessToken: tokens.accessToken,
    expiresIn: tokens.expiresIn,
    user: {
      id: place?.member_id ?? account.id,
      email: account.email,
      name: place?.member_name ?? account.name,
      role: place?.role ?? (account.is_super_admin ? 'SUPER_ADMIN' : null),
      outletIds: place?.outlet_ids ?? [],
      emailVerified: account.email_verified_at !== null,
      language: account.locale,
      photoUrl: faceUrlOf(account.photo_hash),
    },
    tenant: place && presentTenant(place),
    outlet,
    ...(account.must_change_password && { mustChangePassword: true }),
    ...(place?.requires_two_factor && !account.has_two_factor && { mustSetUpTwoFactor: true }),
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
