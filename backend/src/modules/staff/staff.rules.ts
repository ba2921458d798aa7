import { effectivePermissions, faceUrlOf, reachOf } from '@meja/domain';
import type { Permission, Role, UserDto } from '@meja/domain';
import { isLimited, worksIn } from '../../platform/context';
import type { Actor } from '../../platform/context';
import type { FieldIssue } from '../../platform/http';

/** What decides what a member may do and where. */
export interface Standing {
  role: Role;
  outletIds: readonly string[];
  grants: readonly string[];
  revokes: readonly string[];
  active: boolean;
}

/** Without it one could not even change one's own password. */
const ALWAYS: Permission = 'profile:manage';

/** What can't be granted to, or taken from, a member of staff. */
export function permissionIssues(
  grants: readonly Permission[],
  revokes: readonly Permission[],
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  grants.forEach((permission, index) => {
    if (permission.startsWith('platform:')) issues.push({ path: `grants.${index}`, code: 'not_allowed' });
  });
  revokes.forEach((permission, index) => {
    if (permission === ALWAYS) issues.push({ path: `revokes.${index}`, code: 'not_allowed' });
  });
  return issues;
}

/** What of the grants would have no effect: who works in some outlets holds nothing that reaches all of them. */
export function reachIssues(grants: readonly Permission[], outletIds: readonly string[]): FieldIssue[] {
  if (!outletIds.length) return [];
  return grants.flatMap((permission, index) =>
    reachOf(permission) === 'tenant' ? [{ path: `grants.${index}`, code: 'not_allowed' as const }] : [],
  );
}

type Seen = Pick<Standing, 'outletIds'>;

/** Whether an actor knows of someone: who works in none of the actor's outlets is not there for them. */
export const maySee = (actor: Pick<Actor, 'outletIds'>, { outletIds }: Seen): boolean =>
  outletIds.length === 0 || !isLimited(actor) || outletIds.some((id) => actor.outletIds.includes(id));

/** The one outlet that somebody works in, before and after a change; null where there are more. */
export function placeOf(...seen: Seen[]): string | null {
  const ids = new Set(seen.flatMap(({ outletIds }) => (outletIds.length ? outletIds : ['every'])));
  const [only] = ids;
  return ids.size === 1 && only !== 'every' ? only! : null;
}

/**
 * Whether an actor may manage someone of this standing: nobody hands out, or overrules, more than they hold. What is
 * everybody's own is nobody's to hand out: a key of a program does not hold it, and may manage people all the same.
 */
export function mayManage(actor: Pick<Actor, 'permissions' | 'outletIds'>, standing: Standing): boolean {
  const held = effectivePermissions(standing);
  const inPlace =
    actor.outletIds.length === 0 ||
    (standing.outletIds.length > 0 && standing.outletIds.every((id) => actor.outletIds.includes(id)));
  return (
    inPlace && held.every((permission) => reachOf(permission) === 'self' || actor.permissions.has(permission))
  );
}

const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/** What a change of standing means for those signed in: their sessions end, their connections are cut, or nothing. */
export function effectOf(before: Standing, after: Standing): 'end' | 'disconnect' | 'none' {
  if (before.role !== after.role || (before.active && !after.active)) return 'end';
  const moved =
    !same(before.outletIds, after.outletIds) ||
    !same(before.grants, after.grants) ||
    !same(before.revokes, after.revokes);
  return moved ? 'disconnect' : 'none';
}

/** Whether someone administers the business at present. */
export const isAdmin = ({ role, active, status }: Pick<UserDto, 'role' | 'active' | 'status'>): boolean =>
  role === 'ADMIN_TENANT' && active && status === 'ACTIVE';

/** How long a code opens a pending membership. */
export const INVITATION_MS = 7 * 86_400_000;

export interface MemberRow extends Omit<UserDto, 'lastSeenAt' | 'createdAt' | 'codeExpiresAt' | 'photoUrl'> {
  photoHash: string | null;
  codeExpiresAt: Date | null;
  lastSeenAt: Date | null;
  createdAt: Date;
}

/** A member as an actor sees them: of their outlets those that the actor knows. */
export const presentMember = (
  { photoHash, ...row }: MemberRow,
  actor?: Pick<Actor, 'outletIds'>,
): UserDto => ({
  ...row,
  photoUrl: faceUrlOf(photoHash),
  outletIds: actor ? row.outletIds.filter((id) => worksIn(actor, id)) : row.outletIds,
  codeExpiresAt: row.codeExpiresAt?.toISOString() ?? null,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
