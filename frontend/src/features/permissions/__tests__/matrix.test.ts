import { PERMISSIONS, type UserDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import id from '../i18n/id';
import { cellOf, filterMatrix } from '../matrix';
import { GIVABLE, permissionAreas, permissionKey } from '../permission-words';

const person = (name: string, extra: Partial<UserDto> = {}): UserDto => ({
  id: name,
  email: `${name.toLowerCase()}@kopi.id`,
  name,
  role: 'CASHIER',
  photoUrl: null,
  outletIds: [],
  status: 'ACTIVE',
  codeExpiresAt: null,
  hasPin: false,
  active: true,
  grants: [],
  revokes: [],
  lastSeenAt: null,
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...extra,
});

test('AUTH-06 every permission stands in one area, and both have words', () => {
  const areas = permissionAreas(PERMISSIONS.filter((name) => !name.startsWith('platform:')));
  const listed = areas.flatMap(({ permissions }) => permissions);
  expect(new Set(listed).size).toBe(listed.length);
  const texts = new Set([
    ...Object.keys(id.areas).map((key) => `permissions.areas.${key}`),
    ...Object.keys(id.name).map((key) => `permissions.name.${key}`),
  ]);
  const wanted = [...areas.map(({ title }) => title), ...listed.map(permissionKey)];
  expect(wanted.filter((key) => !texts.has(key))).toEqual([]);
  expect(GIVABLE).not.toContain('profile:manage');
});

describe('AUTH-06 people by permissions', () => {
  const budi = person('Budi', { grants: ['order:void'], revokes: ['order:discount'] });
  const sari = person('Sari', { role: 'ADMIN_TENANT', outletIds: ['o1'] });

  test('AUTH-06 a cell says whether the role gives it or somebody decided otherwise', () => {
    expect(
      (['order:read', 'order:void', 'order:discount', 'report:read'] as const).map((name) =>
        cellOf(budi, name),
      ),
    ).toEqual(['role', 'granted', 'revoked', 'none']);
    // An admin of some outlets holds nothing of the whole business; nobody took it from them.
    expect(cellOf(sari, 'settings:manage')).toBe('none');
  });

  test('AUTH-06 it is narrowed by name, role and to exceptions', () => {
    const all = [budi, sari, person('Dewi')];
    const names = (filter: object) =>
      filterMatrix(all, GIVABLE, { q: '', role: '', exceptions: false, ...filter }).people.map(
        ({ name }) => name,
      );
    expect(names({})).toEqual(['Budi', 'Sari', 'Dewi']);
    expect(names({ q: 'DÉW' })).toEqual(['Dewi']);
    expect(names({ role: 'ADMIN_TENANT' })).toEqual(['Sari']);
    expect(names({ exceptions: true })).toEqual(['Budi']);
    expect(filterMatrix(all, GIVABLE, { q: '', role: '', exceptions: true }).permissions).toEqual([
      'order:void',
      'order:discount',
    ]);
  });
});
