import type { CreatedUserDto, Permission, UpdateUserBody, UserBody, UserDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../platform/audit';
import { generatePassword, hashCode } from '../../platform/auth';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, afterCommit, sqlState, withTenant } from '../../platform/db';
import {
  Problem,
  assertNotInUse,
  cutPage,
  decodeTimeCursor,
  invalid,
  notFound,
  pageLimit,
} from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { announceMemberChange, endMemberSessions } from '../auth';
import { assertOutletsExist, openOfMember } from '../outlets';
import { announceSubscriptionChange, assertRoom } from '../subscriptions';
import { assertPinFree, pinColumns } from './pins';
import type { PreparedPin } from './pins';
import * as repository from './staff.repository';
import type { CodeData } from './staff.repository';
import {
  INVITATION_MS,
  effectOf,
  isAdmin,
  mayManage,
  maySee,
  permissionIssues,
  placeOf,
  presentMember,
  reachIssues,
} from './staff.rules';
import type { MemberRow, Standing } from './staff.rules';

/** The members of a business, first come first, a page at a time. */
export async function listStaff(
  actor: Actor,
  tenantId: string,
  query: PageQuery,
): Promise<{ rows: UserDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const rows = await withTenant(tenantId, () => repository.listMembers(actor.outletIds, limit + 1, after));
  return cutPage(
    rows.map((row) => presentMember(row, actor)),
    limit,
    (row) => [row.createdAt, row.id],
  );
}

/** One member. Throws 404. */
export async function staffMember(actor: Actor, tenantId: string, userId: string): Promise<UserDto> {
  const row = await withTenant(tenantId, () => repository.findMember(userId));
  if (!row || !maySee(actor, row)) throw notFound();
  return presentMember(row, actor);
}

/** Who is within the plan's users is remembered too. */
function forgetPeople(tenantId: string): void {
  afterCommit(() => announceSubscriptionChange(tenantId));
}

type Given = Pick<UserBody, 'grants' | 'revokes' | 'outletIds'>;

/** Throws 422 where permissions can't be given so, or an outlet is not this business's. */
async function assertPossible(
  actor: Actor,
  tenantId: string,
  { grants, revokes, outletIds }: Partial<Given>,
): Promise<void> {
  const issues = permissionIssues(grants ?? [], revokes ?? []);
  if (issues.length) throw invalid(...issues);
  await assertOutletsExist(actor, tenantId, outletIds ?? [], 'outletIds');
}

/** Throws 422 where somebody limited to outlets would be granted what reaches the whole business. */
function assertInReach(grants: readonly Permission[], outletIds: readonly string[]): void {
  const issues = reachIssues(grants, outletIds);
  if (issues.length) throw invalid(...issues);
}

/** A new code and what is stored of it. */
function newCode(): { temporaryPassword: string; stored: CodeData } {
  const temporaryPassword = generatePassword();
  const codeExpiresAt = new Date(now().getTime() + INVITATION_MS);
  return { temporaryPassword, stored: { codeHash: hashCode(temporaryPassword), codeExpiresAt } };
}

/**
 * Adds a member who is pending until the person comes in with the code, told once: as the first password of an account
 * that is made then, or by joining with an account of their own. Whether there is one is not even looked up here, so
 * nothing can tell (AUTH-07). Throws 403 for more than the actor holds, 409 for somebody already here.
 */
export async function addStaff(
  actor: Actor,
  tenantId: string,
  body: UserBody,
  pin: PreparedPin,
): Promise<CreatedUserDto> {
  const { email, name, role, outletIds, grants = [], revokes = [] } = body;
  const standing = { role, outletIds, grants, revokes, active: true };
  const { temporaryPassword, stored } = newCode();
  return withTenant(tenantId, async () => {
    await assertPossible(actor, tenantId, body);
    assertInReach(grants, outletIds);
    if (!mayManage(actor, standing)) throw new Problem('forbidden');
    if (await repository.isMember(email)) throw new Problem('duplicate', { params: { field: 'email' } });
    const userId = body.id ?? uuidv7();
    const createdAt = now();
    await repository.lockMembers();
    await assertRoom('users', repository.countActiveMembers);
    if (pin) await assertPinFree(null, pin);
    const secrets = { ...stored, pinHash: null, pinMark: null, ...pinColumns(pin) };
    await repository.insertMember({ userId, email, name, ...standing, ...secrets, createdAt });
    const member = presentMember((await repository.findMember(userId))!);
    // The same for everybody, and without the code, which is handed over.
    await queueMail({
      name: 'staff_invitation',
      to: email,
      language: currentContext()?.locale ?? 'id',
      params: { memberId: userId, inviterId: actor.userId },
    });
    await audit({
      action: 'staff.create',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(member),
      after: member,
    });
    forgetPeople(tenantId);
    return { ...member, temporaryPassword };
  }).catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw new Problem('duplicate', { params: { field: 'id / email' } });
    throw error;
  });
}

function assertNotOneself(actor: Actor, userId: string, path: string): void {
  if (actor.userId === userId) throw invalid({ path, code: 'not_allowed' });
}

async function assertAdminRemains(before: MemberRow, after: Standing | null, path: string): Promise<void> {
  const leaves = isAdmin(before) && !(after && isAdmin({ ...before, ...after }));
  if (leaves && (await repository.countAdmins()) <= 1) throw invalid({ path, code: 'not_allowed' });
}

/** The member as they would become; what of it one may not do to oneself is refused. */
function standingAfter(actor: Actor, before: MemberRow, body: UpdateUserBody): Standing {
  const after: Standing = {
    role: body.role ?? before.role,
    outletIds: body.outletIds ?? before.outletIds,
    grants: body.grants ?? before.grants,
    revokes: body.revokes ?? before.revokes,
    active: body.active ?? before.active,
  };
  if (effectOf(before, after) !== 'none') {
    const path = (['role', 'active', 'outletIds', 'grants', 'revokes'] as const).find(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    assertNotOneself(actor, before.id, path ?? 'role');
  }
  return after;
}

/** The member, held against others who change members, as the caller knows them. Throws 404, 412. */
async function lockMember(
  actor: Actor,
  userId: string,
  expected: number | null | undefined,
): Promise<MemberRow> {
  await repository.lockMembers();
  const member = await repository.findMember(userId);
  if (!member || !maySee(actor, member)) throw notFound();
  if ((expected ?? member.version) !== member.version) throw new Problem('version_conflict');
  return member;
}

/**
 * Changes a member. A changed role or an end of activity signs them out of this business at once. Throws 403, 404, 412,
 * and 422 for what nobody may do to themselves or to the last admin.
 */
export async function changeStaff(
  actor: Actor,
  tenantId: string,
  userId: string,
  body: UpdateUserBody,
  ifMatch: number | null,
  pin: PreparedPin,
): Promise<UserDto> {
  return withTenant(tenantId, async () => {
    await assertPossible(actor, tenantId, body);
    const before = await lockMember(actor, userId, ifMatch ?? body.version);
    const after = standingAfter(actor, before, body);
    assertInReach(body.grants ?? [], after.outletIds);
    const isOneself = actor.userId === userId;
    if (!isOneself && !(mayManage(actor, before) && mayManage(actor, after))) throw new Problem('forbidden');
    await assertAdminRemains(before, after, body.role === undefined ? 'active' : 'role');
    if (after.active && !before.active) await assertRoom('users', repository.countActiveMembers);
    await assertPinFree(userId, pin);
    const data = {
      ...after,
      outletIds: [...after.outletIds],
      grants: [...after.grants],
      revokes: [...after.revokes],
      name: body.name ?? before.name,
      ...pinColumns(pin),
    };
    if (!(await repository.updateMember(userId, before.version, data))) throw new Problem('version_conflict');
    const effect = effectOf(before, after);
    if (effect === 'end') await endMemberSessions(userId, 'role_changed');
    else announceMemberChange(userId, { disconnect: effect === 'disconnect' });
    if (before.active !== after.active || before.role !== after.role) forgetPeople(tenantId);
    const member = presentMember((await repository.findMember(userId))!);
    await audit({
      action: 'staff.change',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(before, member),
      before: presentMember(before),
      after: member,
    });
    if (pin !== undefined && (pin || before.hasPin)) await auditPinChange(before, member);
    return member;
  });
}

/** A PIN that was set, changed or taken away has a row of its own, without the PIN. */
const auditPinChange = (before: MemberRow, after: UserDto): Promise<void> =>
  audit({
    action: 'staff.pin_change',
    entity: 'user',
    entityId: before.id,
    outletId: placeOf(before, after),
    before: { hasPin: before.hasPin },
    after: { hasPin: after.hasPin },
  });

/**
 * Gives a pending member a new code in the place of the one before, which ends. Throws 403, 404, 412, and 409
 * `already_joined` for whoever has come in.
 */
export async function renewCode(
  actor: Actor,
  tenantId: string,
  userId: string,
  ifMatch: number | null,
): Promise<CreatedUserDto> {
  const { temporaryPassword, stored } = newCode();
  return withTenant(tenantId, async () => {
    const before = await lockMember(actor, userId, ifMatch);
    if (!mayManage(actor, before)) throw new Problem('forbidden');
    if (before.status !== 'PENDING') throw new Problem('already_joined');
    await repository.updateMember(userId, before.version, stored);
    const member = presentMember((await repository.findMember(userId))!);
    await audit({
      action: 'staff.code',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(member),
      after: member,
    });
    return { ...member, temporaryPassword };
  });
}

/** Takes a member out of the business and signs them out of it; what they did stays under their name. */
export async function removeStaff(
  actor: Actor,
  tenantId: string,
  userId: string,
  ifMatch: number | null,
): Promise<void> {
  await withTenant(tenantId, async () => {
    const before = await lockMember(actor, userId, ifMatch);
    assertNotOneself(actor, userId, 'id');
    if (!mayManage(actor, before)) throw new Problem('forbidden');
    await assertAdminRemains(before, null, 'id');
    // Their drawer would be nobody's to count.
    assertNotInUse(await openOfMember(userId));
    const gone = { deletedAt: now(), active: false, codeHash: null, codeExpiresAt: null };
    await repository.updateMember(userId, before.version, gone);
    await endMemberSessions(userId, 'removed');
    forgetPeople(tenantId);
    await audit({
      action: 'staff.remove',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(before),
      before: presentMember(before),
    });
  });
}
