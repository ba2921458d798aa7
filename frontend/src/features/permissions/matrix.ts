import {
  effectivePermissions,
  foldName,
  type Permission,
  ROLE_PERMISSIONS,
  type UserDto,
} from '@meja/domain';

/** Where somebody's permission comes from: the role, or an exception made for them. */
export type Cell = 'role' | 'granted' | 'revoked' | 'none';

type Person = Pick<UserDto, 'role' | 'outletIds' | 'grants' | 'revokes'>;

/** What one person has of one permission. */
export function cellOf(person: Person, permission: Permission): Cell {
  const ofRole = ROLE_PERMISSIONS[person.role].includes(permission);
  if (effectivePermissions(person).includes(permission)) return ofRole ? 'role' : 'granted';
  return ofRole && person.revokes.includes(permission) ? 'revoked' : 'none';
}

export interface MatrixFilter {
  /** Part of a name or address. */
  q: string;
  role: string;
  /** Only who, and what, differs from its role. */
  exceptions: boolean;
}

const isException = (cell: Cell): boolean => cell === 'granted' || cell === 'revoked';

/** The people and the permissions that a filter leaves. */
export function filterMatrix(
  people: readonly UserDto[],
  permissions: readonly Permission[],
  { q, role, exceptions }: MatrixFilter,
): { people: UserDto[]; permissions: Permission[] } {
  const wanted = foldName(q);
  const differs = (person: UserDto, permission: Permission) => isException(cellOf(person, permission));
  const shown = people.filter(
    (person) =>
      (!wanted || foldName(person.name).includes(wanted) || foldName(person.email).includes(wanted)) &&
      (!role || person.role === role) &&
      (!exceptions || permissions.some((permission) => differs(person, permission))),
  );
  return {
    people: shown,
    permissions: permissions.filter(
      (permission) => !exceptions || shown.some((person) => differs(person, permission)),
    ),
  };
}
