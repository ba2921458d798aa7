import type { FlagName } from '../flags';
import type { Permission, Role } from '../permissions';
import type { Feature, PlanCode } from '../plans';
import type { TaxChoice } from '../pricing';
import type { Id, IsoTime } from './common.dto';
import type { BusinessType, Language, SubscriptionStatus } from './enums';
import type { MyAnnouncementDto } from './service.dto';

export interface SessionUserDto {
  id: Id;
  email: string;
  name: string;
  /** null for somebody who works nowhere at present and can only join. */
  role: Role | null;
  outletIds: Id[];
  /** Whether the address was proved by a link that came there. */
  emailVerified: boolean;
  /** In which their e-mails are written. */
  language: Language;
  /** Their photo; null: none. */
  photoUrl: string | null;
}

export interface TenantRefDto {
  id: Id;
  name: string;
  businessType: BusinessType;
}

export interface OutletRefDto {
  id: Id;
  name: string;
}

export interface RegisterBody {
  businessName: string;
  businessType: BusinessType;
  ownerName: string;
  email: string;
  password: string;
  outletName?: string;
  /** Left out: what its kind of business starts with. */
  tax?: TaxChoice;
}

export interface LoginBody {
  email: string;
  password: string;
}

/** Answer of register, login and switch-tenant; the refresh token travels in its cookie alone. */
export interface AuthAnswerDto {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  user: SessionUserDto;
  /** null for the service's own super admin, and for somebody who works nowhere at present. */
  tenant: TenantRefDto | null;
  outlet: OutletRefDto | null;
  mustChangePassword?: boolean;
  /** The business asks this role for a second factor, which is not set up yet: nothing else is open until it is. */
  mustSetUpTwoFactor?: boolean;
}

/** The password was right; a code is asked for. The token is told once. */
export interface TwoFactorChallengeDto {
  twoFactorRequired: true;
  challengeToken: string | null;
}

/** `code`: six digits of the authenticator, or one of the recovery codes. */
export interface TwoFactorLoginBody {
  challengeToken: string;
  code: string;
}

export interface TwoFactorDto {
  enabled: boolean;
  /** Asked for by the business one is signed in to. */
  required: boolean;
  /** Of the ten, those not used yet; 0 while it is not enabled. */
  recoveryCodesLeft: number;
}

/** Both are told once, null where the answer is replayed; `secret` in base32, `otpauthUrl` for a QR code. */
export interface TwoFactorSetupDto {
  secret: string | null;
  otpauthUrl: string | null;
}

/** Ten, told once; null where the answer is replayed. */
export interface RecoveryCodesDto {
  recoveryCodes: string[] | null;
}

export interface TwoFactorSetupBody {
  /** Asked for where the sign-in is more than five minutes ago. */
  currentPassword?: string;
}

export interface TwoFactorEnableBody {
  code: string;
}

/** Both proofs at once, for what changes the second factor itself. */
export interface TwoFactorProofBody {
  password: string;
  code: string;
}

/** Whom one can sign in by beside the password; `name` null: nobody. */
export interface OidcOfferDto {
  name: string | null;
}

/** The provider's page that a browser goes to. */
export interface OidcStartDto {
  url: string | null;
}

/** What the browser came back with; `iss` where the provider names itself (RFC 9207). */
export interface OidcReturnBody {
  code: string;
  state: string;
  iss?: string;
}

/** Somebody's identity at the provider. */
export interface IdentityDto {
  /** What the provider calls them, where it says. */
  email: string | null;
  linkedAt: IsoTime;
  lastUsedAt: IsoTime | null;
}

/** The provider's name, null where sign-in by one is off, and one's own identity there. */
export interface OwnIdentityDto extends OidcOfferDto {
  identity: IdentityDto | null;
}

export interface CurrentPasswordBody {
  currentPassword: string;
}

export interface RefreshAnswerDto {
  accessToken: string;
  expiresIn: number;
}

export interface PasswordBody {
  currentPassword: string;
  newPassword: string;
}

export interface ForgotBody {
  email: string;
}

export interface ResetBody {
  /** Of the e-mailed link. */
  token: string;
  newPassword: string;
}

export interface VerifyBody {
  /** Of the e-mailed link. */
  token: string;
}

export interface ChangeEmailBody {
  email: string;
  currentPassword: string;
}

/** The address that a link goes to, or has proved. */
export interface EmailDto {
  email: string;
}

export interface ProfileBody {
  /** In the present business too. */
  name?: string;
  language?: Language;
}

export interface SubscriptionDto {
  plan: PlanCode;
  status: SubscriptionStatus;
  /** End of the trial or of the paid period. */
  endsAt: IsoTime;
  features: Feature[];
  allowsSelling: boolean;
  /** Months that reports and lists of orders open; null: all. An API of the version before does not say it. */
  historyMonths?: number | null;
}

/** The code that a business handed over. */
export interface JoinBody {
  code: string;
}

/** A business one works in. */
export type PlaceDto = TenantRefDto & { role: Role };

export interface MeDto {
  user: SessionUserDto;
  tenant: TenantRefDto | null;
  tenants: PlaceDto[];
  permissions: Permission[];
  /** The service's owner, who looks through this person's eyes until `endsAt`. */
  impersonator?: { name: string; endsAt: IsoTime } | undefined;
  subscription: SubscriptionDto | null;
  /** What is switched on for the business. An API of the version before says nothing of it, nor of announcements. */
  flags?: FlagName[];
  /** What the service says at present, the most urgent first. */
  announcements?: MyAnnouncementDto[];
  mustSetUpTwoFactor?: boolean;
}

export interface SessionDto {
  id: Id;
  device: string | null;
  ip: string | null;
  createdAt: IsoTime;
  lastSeenAt: IsoTime;
  current: boolean;
}

/** Signs in at a registered terminal; answers as login does. */
export interface PinLoginBody {
  terminalToken: string;
  userId: Id;
  pin: string;
}

export interface OwnPinBody {
  currentPassword: string;
  pin: string;
}
