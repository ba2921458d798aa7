import type { CreatedUserDto, Permission, UpdateUserBody, UserBody, UserDto } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../platform/audit';
import { generatePassword, hashPassword, hashPin } from '../../platform/auth';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { UNIQUE_VIOLATION, sqlState } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { Problem, cutPage, decodeTimeCursor, invalid, notFound, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { announceAccessChange, endSessions } from '../auth';
import { assertOutletsExist } from '../outlets';
import * as repository from './staff.repository';
import {
  effectOf,
  isAdmin,
  mayManage,
  maySee,
  permissionIssues,
  reachIssues,
  placeOf,
  presentMember,
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
  const rows = await withPlatform(() => repository.listMembers(actor.outletIds, limit + 1, after), tenantId);
  return cutPage(
    rows.map((row) => presentMember(row, actor)),
    limit,
    (row) => [row.createdAt, row.id],
  );
}

/** One member. Throws 404. */
export async function staffMember(actor: Actor, tenantId: string, userId: string): Promise<UserDto> {
  const row = await withPlatform(() => repository.findMember(userId), tenantId);
  if (!row || !maySee(actor, row)) throw notFound();
  return presentMember(row, actor);
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

/** Writes the account behind a new member; an account that is somebody's own elsewhere is left as it is. */
async function writeAccount(body: UserBody, passwordHash: string): Promise<string> {
  const person = await repository.findPerson(body.email);
  if (person?.isMember) throw new Problem('duplicate', { params: { field: 'e-mail' } });
  if (!person) {
    const id = body.id ?? uuidv7();
    await repository.insertAccount({
      id,
      email: body.email,
      name: body.name,
      passwordHash,
      createdAt: now(),
    });
    return id;
  }
  if (person.isOurs) await repository.resetAccount(person.id, body.name, passwordHash);
  return person.id;
}

/**
 * Adds a member of staff with a first password, told once. An e-mail that has an account elsewhere becomes a member with
 * that account; the answer is the same, so that nobody learns of it (AUTH-07). Throws 403 for more than the actor holds,
 * 409 for somebody already here.
 */
export async function addStaff(
  actor: Actor,
  tenantId: string,
  body: UserBody,
  secrets: Secrets,
): Promise<CreatedUserDto> {
  const { role, outletIds, grants = [], revokes = [] } = body;
  const standing = { role, outletIds, grants, revokes, active: true };
  await assertPossible(actor, tenantId, body);
  assertInReach(grants, outletIds);
  if (!mayManage(actor, standing)) throw new Problem('forbidden');
  const { temporaryPassword, passwordHash, pinHash } = secrets;
  const added = await withPlatform(async () => {
    const userId = await writeAccount(body, passwordHash);
    await repository.saveMembership(userId, { ...standing, pinHash }, now());
    const member = presentMember((await repository.findMember(userId))!);
    const shown = { ...member, name: body.name, mustChangePassword: true, lastSeenAt: null };
    await audit({
      action: 'staff.create',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(shown),
      after: shown,
    });
    return shown;
  }, tenantId).catch((error: unknown) => {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw new Problem('duplicate', { params: { field: 'id / e-mail' } });
    throw error;
  });
  return { ...added, temporaryPassword };
}

/** What a new member is given, hashed before any transaction is opened. */
interface Secrets {
  temporaryPassword: string;
  passwordHash: string;
  pinHash: string | null;
}

/** A first password and the PIN asked for, ready to be stored. */
export async function prepareSecrets(body: UserBody): Promise<Secrets> {
  const temporaryPassword = generatePassword();
  const [passwordHash, pinHash] = [await hashPassword(temporaryPassword), await preparePin(body)];
  return { temporaryPassword, passwordHash, pinHash: pinHash ?? null };
}

/** The hash of a PIN that is to be set, null where it is to be taken away, undefined where it stays. */
export const preparePin = async ({ pin }: Pick<UpdateUserBody, 'pin'>): Promise<string | null | undefined> =>
  pin == null ? pin : hashPin(pin);

function assertNotOneself(actor: Actor, userId: string, path: string): void {
  if (actor.userId === userId) throw invalid({ path, code: 'not_allowed' });
}

async function assertAdminRemains(before: Standing, after: Standing | null, path: string): Promise<void> {
  const leaves = isAdmin(before) && !(after && isAdmin(after));
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

async function applyEffect(
  userId: string,
  tenantId: string,
  effect: ReturnType<typeof effectOf>,
): Promise<void> {
  if (effect === 'end') await endSessions({ userId, tenantId }, 'role_changed');
  if (effect === 'disconnect') announceAccessChange({ userId, tenantId, disconnect: true });
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
  pinHash: string | null | undefined,
): Promise<UserDto> {
  await assertPossible(actor, tenantId, body);
  const { member, effect } = await withPlatform(async () => {
    await repository.lockMembers();
    const before = await repository.findMember(userId);
    if (!before || !maySee(actor, before)) throw notFound();
    const expected = ifMatch ?? body.version ?? before.version;
    if (expected !== before.version) throw new Problem('version_conflict');
    const after = standingAfter(actor, before, body);
    assertInReach(body.grants ?? [], after.outletIds);
    const isOneself = actor.userId === userId;
    if (!isOneself && !(mayManage(actor, before) && mayManage(actor, after))) throw new Problem('forbidden');
    await assertAdminRemains(before, after, body.role === undefined ? 'active' : 'role');
    if (body.name !== undefined && body.name !== before.name) {
      if (await repository.worksElsewhere(userId)) throw invalid({ path: 'name', code: 'not_allowed' });
      await repository.renameAccount(userId, body.name);
    }
    const data = {
      role: after.role,
      outletIds: [...after.outletIds],
      grants: [...after.grants],
      revokes: [...after.revokes],
      active: after.active,
      ...(pinHash !== undefined && { pinHash }),
    };
    if (!(await repository.updateMembership(userId, expected, data))) throw new Problem('version_conflict');
    const changed = (await repository.findMember(userId))!;
    await audit({
      action: 'staff.change',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(before, changed),
      before: presentMember(before),
      after: presentMember(changed),
    });
    return { member: changed, effect: effectOf(before, after) };
  }, tenantId);
  await applyEffect(userId, tenantId, effect);
  return presentMember(member);
}

/** Takes a member out of the business and signs them out of it; what they did stays under their name. */
export async function removeStaff(actor: Actor, tenantId: string, userId: string): Promise<void> {
  await withPlatform(async () => {
    await repository.lockMembers();
    const before = await repository.findMember(userId);
    if (!before || !maySee(actor, before)) throw notFound();
    assertNotOneself(actor, userId, 'id');
    if (!mayManage(actor, before)) throw new Problem('forbidden');
    await assertAdminRemains(before, null, 'id');
    await repository.updateMembership(userId, before.version, { deletedAt: now(), active: false });
    await audit({
      action: 'staff.remove',
      entity: 'user',
      entityId: userId,
      outletId: placeOf(before),
      before: presentMember(before),
    });
  }, tenantId);
  await endSessions({ userId, tenantId }, 'removed');
}
