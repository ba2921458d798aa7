import type { Permission, Role } from '../permissions';
import type { Id, IsoTime } from './common.dto';
import type { MemberStatus } from './enums';

export interface OutletDto {
  id: Id;
  name: string;
  /** Short code used in order numbers. */
  code: string;
  address: string | null;
  phone: string | null;
  /** null: the tenant's. */
  timeZone: string | null;
  active: boolean;
  version: number;
  createdAt: IsoTime;
}

export interface OutletBody {
  id?: Id;
  name: string;
  code?: string;
  address?: string | null;
  phone?: string | null;
  timeZone?: string | null;
  active?: boolean;
}

/** A member of staff as the tenant sees them: id, name and address are the tenant's own record of the person. */
export interface UserDto {
  id: Id;
  email: string;
  name: string;
  role: Role;
  outletIds: Id[];
  status: MemberStatus;
  /** Until when the code of a pending member works. */
  codeExpiresAt: IsoTime | null;
  hasPin: boolean;
  /** Of the account that has joined; null: none. */
  photoUrl: string | null;
  active: boolean;
  grants: Permission[];
  revokes: Permission[];
  lastSeenAt: IsoTime | null;
  version: number;
  createdAt: IsoTime;
}

/**
 * `temporaryPassword`: the first password, or the code to join with; told once, null where the answer is replayed under
 * its Idempotency-Key.
 */
export type CreatedUserDto = UserDto & { temporaryPassword: string | null };

export interface UserBody {
  id?: Id;
  email: string;
  name: string;
  role: Role;
  outletIds: Id[];
  pin?: string | null;
  grants?: Permission[];
  revokes?: Permission[];
}

export interface UpdateUserBody {
  name?: string;
  role?: Role;
  outletIds?: Id[];
  pin?: string | null;
  active?: boolean;
  grants?: Permission[];
  revokes?: Permission[];
  version?: number;
}

/** Whoever stands by for what the caller may not do alone: their id and their PIN. The same shape everywhere. */
export interface ApprovalBody {
  userId: Id;
  pin: string;
}

/** Somebody who can approve at an outlet; a name to choose, nothing more. */
export interface ApproverDto {
  id: Id;
  name: string;
}

/** A till or tablet on which people of its outlet sign in by PIN. */
export interface TerminalDto {
  id: Id;
  name: string;
  outletId: Id;
  lastSeenAt: IsoTime | null;
  version: number;
  createdAt: IsoTime;
}

/** `terminalToken`: what the device keeps; told once, null where the answer is replayed. */
export type CreatedTerminalDto = TerminalDto & { terminalToken: string | null };

export interface TerminalBody {
  id?: Id;
  name: string;
  outletId: Id;
}

/** Somebody who may sign in at a terminal by PIN: a name to tap, nothing more. */
export interface TerminalPersonDto {
  id: Id;
  name: string;
  initials: string;
  photoUrl: string | null;
}

export interface TerminalPeopleDto {
  terminal: { id: Id; name: string };
  outlet: { id: Id; name: string };
  businessName: string;
  people: TerminalPersonDto[];
}

/** A key by which another program comes in; it holds its scopes, and never more than whoever made it. */
export interface ApiKeyDto {
  id: Id;
  name: string;
  scopes: Permission[];
  /** The first characters, to tell keys apart. */
  prefix: string;
  /** Who made it. */
  createdBy: string;
  lastUsedAt: IsoTime | null;
  version: number;
  createdAt: IsoTime;
}

/** `key`: told once, null where the answer is replayed. */
export type CreatedApiKeyDto = ApiKeyDto & { key: string | null };

export interface ApiKeyBody {
  id?: Id;
  name: string;
  scopes: Permission[];
}
