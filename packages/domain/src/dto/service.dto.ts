import type { FlagName } from '../flags';
import type { PlanCode } from '../plans';
import type { Id, IsoTime } from './common.dto';
import type { Language } from './enums';

export const ANNOUNCEMENT_KINDS = ['INFO', 'MAINTENANCE', 'WARNING'] as const;
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];

export const ANNOUNCEMENT_AUDIENCES = ['ALL', 'PLANS', 'TENANTS'] as const;
export type AnnouncementAudience = (typeof ANNOUNCEMENT_AUDIENCES)[number];

/** Who within a business: those who administer it, or everybody. */
export const ANNOUNCEMENT_READERS = ['ADMINS', 'EVERYBODY'] as const;
export type AnnouncementReaders = (typeof ANNOUNCEMENT_READERS)[number];

/** Characters of an announcement in one language. */
export const ANNOUNCEMENT_LENGTH = 400;
/** Businesses that one announcement, or one flag, can name. */
export const MOST_NAMED_TENANTS = 200;

/** What the service says to somebody who is signed in; `GET /auth/me` has it until it is over or put away. */
export interface MyAnnouncementDto {
  id: Id;
  kind: AnnouncementKind;
  text: Record<Language, string>;
  until: IsoTime;
}

export interface AnnouncementBody {
  id?: Id | undefined;
  kind: AnnouncementKind;
  text: Record<Language, string>;
  from: IsoTime;
  until: IsoTime;
  audience: AnnouncementAudience;
  /** Of `PLANS`, else empty. */
  plans: PlanCode[];
  /** Of `TENANTS`, else empty. */
  tenantIds: Id[];
  readers: AnnouncementReaders;
}

export type AnnouncementState = 'PLANNED' | 'LIVE' | 'OVER';

export interface AnnouncementDto extends Omit<MyAnnouncementDto, 'until'> {
  from: IsoTime;
  until: IsoTime;
  state: AnnouncementState;
  audience: AnnouncementAudience;
  plans: PlanCode[];
  tenants: { id: Id; name: string }[];
  readers: AnnouncementReaders;
  createdAt: IsoTime;
  createdBy: string;
  /** Who ended it early. */
  endedBy: string | null;
  /** How many people have put it away. */
  dismissals: number;
}

export interface FlagDto {
  name: FlagName;
  /** Percent of all businesses; null: the default of the release. */
  share: number | null;
  tenants: { id: Id; name: string; isOn: boolean }[];
  changedAt: IsoTime | null;
  changedBy: string | null;
}

export interface FlagBody {
  share: number | null;
}

/** null: as everybody else. */
export interface TenantFlagBody {
  isOn: boolean | null;
}

/** A line of the service's own log: what its owner did to no business in particular. */
export interface ServiceActDto {
  id: Id;
  action: string;
  entity: string;
  entityId: string | null;
  actorName: string;
  /** null: there was nothing before. */
  before: unknown;
  after: unknown;
  occurredAt: IsoTime;
}
