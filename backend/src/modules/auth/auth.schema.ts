import {
  ANNOUNCEMENT_KINDS,
  BUSINESS_TYPES,
  FEATURES,
  FLAG_NAMES,
  LANGUAGES,
  PASSWORD_MIN,
  PERMISSIONS,
  PLAN_CODES,
  ROLES,
  SUBSCRIPTION_STATUSES,
} from '@meja/domain';
import type {
  AuthAnswerDto,
  JoinBody,
  Language,
  LoginBody,
  MeDto,
  MyAnnouncementDto,
  OutletRefDto,
  PasswordBody,
  PlaceDto,
  RegisterBody,
  SessionDto,
  SessionUserDto,
  SubscriptionDto,
  TaxChoice,
  TenantRefDto,
  TwoFactorChallengeDto,
} from '@meja/domain';
import { bodySchema, s } from '../../platform/http';
import type { Field } from '../../platform/http';

/** Never trimmed. Length is counted in characters by the rules; this bounds what is read at all. */
const newPassword = () => s.secret({ min: PASSWORD_MIN, max: 512 });
const givenPassword = () => s.secret({ max: 512 });

export const registerBody = bodySchema<RegisterBody>({
  businessName: s.string({ max: 120 }),
  businessType: s.enum(BUSINESS_TYPES),
  ownerName: s.string({ max: 120 }),
  email: s.email(),
  password: newPassword(),
  outletName: s.string({ max: 120 }).optional(),
  tax: s.object<TaxChoice>({ collects: s.boolean(), inclusive: s.boolean() }).optional(),
});

export const loginBody = bodySchema<LoginBody>({ email: s.knownEmail(), password: givenPassword() });

export const passwordBody = bodySchema<PasswordBody>({
  currentPassword: givenPassword(),
  newPassword: newPassword(),
});

export const switchBody = bodySchema<{ tenantId: string }>({ tenantId: s.uuid() });

export const joinBody = bodySchema<JoinBody>({ code: s.string({ max: 100 }) });

const user = s.object<SessionUserDto>({
  id: s.uuid(),
  email: s.email(),
  name: s.string(),
  role: s.enum(ROLES).nullable(),
  outletIds: s.array(s.uuid()),
  emailVerified: s.boolean(),
  language: s.enum(LANGUAGES),
  photoUrl: s.string().nullable(),
});
const tenantRef = { id: s.uuid(), name: s.string(), businessType: s.enum(BUSINESS_TYPES) };

const place = s.object<PlaceDto>({ ...tenantRef, role: s.enum(ROLES) });

const data = (schema: Field) => s.object({ data: schema }).json;

const signedIn = s.object<AuthAnswerDto>({
  accessToken: s.toldOnce<string>(),
  expiresIn: s.integer(),
  user,
  tenant: s.object<TenantRefDto>(tenantRef).nullable(),
  outlet: s.object<OutletRefDto>({ id: s.uuid(), name: s.string() }).nullable(),
  mustChangePassword: s.boolean().optional(),
  mustSetUpTwoFactor: s.boolean().optional(),
});

export const authAnswer = data(signedIn);

/** Signed in, or asked for a code first. */
export const loginAnswer = data(
  s.union(
    signedIn,
    s.object<TwoFactorChallengeDto>({
      twoFactorRequired: s.boolean() as Field<true>,
      challengeToken: s.toldOnce(),
    }),
  ),
);

export const userAnswer = data(user);

export const joinAnswer = data(place);

export const refreshAnswer = data(s.object({ accessToken: s.toldOnce(), expiresIn: s.integer() }));

export const meAnswer = data(
  s.object<MeDto>({
    user,
    tenant: s.object<TenantRefDto>(tenantRef).nullable(),
    tenants: s.array(place),
    permissions: s.array(s.enum(PERMISSIONS)),
    impersonator: s.object({ name: s.string(), endsAt: s.instant() }).optional(),
    subscription: s
      .object<SubscriptionDto>({
        plan: s.enum(PLAN_CODES),
        status: s.enum(SUBSCRIPTION_STATUSES),
        endsAt: s.instant(),
        features: s.array(s.enum(FEATURES)),
        allowsSelling: s.boolean(),
        historyMonths: s.integer().nullable().optional(),
      })
      .nullable(),
    flags: s.array(s.enum(FLAG_NAMES)),
    announcements: s.array(
      s.object<MyAnnouncementDto>({
        id: s.uuid(),
        kind: s.enum(ANNOUNCEMENT_KINDS),
        text: s.object<Record<Language, string>>({ id: s.string(), en: s.string() }),
        until: s.instant(),
      }),
    ),
    mustSetUpTwoFactor: s.boolean().optional(),
  }),
);

export const sessionsAnswer = s.object({
  data: s.array(
    s.object<SessionDto>({
      id: s.uuid(),
      device: s.string().nullable(),
      ip: s.string().nullable(),
      createdAt: s.instant(),
      lastSeenAt: s.instant(),
      current: s.boolean(),
    }),
  ),
  meta: s.object({ nextCursor: s.string().nullable() }),
}).json;
