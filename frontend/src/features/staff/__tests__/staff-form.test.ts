import type { UserDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import {
  memberChanges,
  newMemberBody,
  overridesOf,
  permissionState,
  staffForm,
  staffIssues,
  withPermission,
} from '../staff-form';

const sari: UserDto = {
  id: 'u1',
  email: 'sari@kopi.id',
  name: 'Sari',
  role: 'CASHIER',
  outletIds: ['o1'],
  hasPin: true,
  photoUrl: null,
  active: true,
  grants: [],
  revokes: [],
  status: 'ACTIVE',
  codeExpiresAt: null,
  lastSeenAt: null,
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
};

describe('AUTH-06 the staff form', () => {
  test('AUTH-06 an untouched PIN is not sent, so that it stays', () => {
    expect(memberChanges(staffForm(sari), sari)).toEqual({
      name: 'Sari',
      role: 'CASHIER',
      outletIds: ['o1'],
      active: true,
    });
  });

  test('AUTH-06 every outlet is sent as none in particular', () => {
    const form = { ...staffForm(sari), everywhere: true };
    expect(memberChanges(form, sari).outletIds).toEqual([]);
  });

  test('AUTH-06 a new member starts as a cashier, with name and e-mail trimmed', () => {
    const form = { ...staffForm(null), name: ' Budi ', email: ' budi@kopi.id ', pin: '482915' };
    expect(newMemberBody(form)).toEqual({
      name: 'Budi',
      email: 'budi@kopi.id',
      role: 'CASHIER',
      outletIds: [],
      pin: '482915',
    });
  });

  test('AUTH-06 names what is missing by the path of the body', () => {
    expect(staffIssues({ ...staffForm(null), everywhere: false, pin: '12a456' }, true)).toEqual({
      name: 'name',
      email: 'email',
      outletIds: 'outlets',
      pin: 'pin',
    });
    expect(staffIssues({ ...staffForm(sari), pin: '123456' }, false)).toEqual({ pin: 'pinGuessable' });
    expect(staffIssues(staffForm(sari), false)).toEqual({});
  });

  test('F-45 a new member starts in the outlets of an admin who is limited to some', () => {
    expect(staffForm(null, ['o2'])).toMatchObject({ everywhere: false, outletIds: ['o2'] });
    expect(staffForm(null)).toMatchObject({ everywhere: true, outletIds: [] });
    expect(staffForm(sari, ['o2']).outletIds).toEqual(['o1']);
  });
});

describe('AUTH-06 permissions of one person beside their role', () => {
  const form = staffForm({ ...sari, outletIds: [] });

  test('AUTH-06 what is given or taken is sent as what differs from the role', () => {
    const given = { ...form, ...withPermission(form, 'order:void', true) };
    expect(memberChanges(given, sari)).toMatchObject({ grants: ['order:void'] });
    const taken = { ...given, ...withPermission(given, 'order:discount', false) };
    expect(memberChanges(taken, sari)).toMatchObject({ grants: ['order:void'], revokes: ['order:discount'] });
    expect(
      ['order:void', 'order:discount', 'order:read', 'report:read'].map((name) =>
        permissionState(taken, name as 'order:read'),
      ),
    ).toEqual(['granted', 'revoked', 'role', 'none']);
    const back = { ...taken, ...withPermission(taken, 'order:discount', true) };
    expect(withPermission(back, 'order:void', false)).toEqual({ grants: [], revokes: [] });
  });

  test('AUTH-06 another role keeps of them only what still means something', () => {
    const cashier = { ...form, grants: ['order:void' as const], revokes: ['payment:take' as const] };
    expect(overridesOf({ ...cashier, role: 'SUPERVISOR' })).toEqual({
      grants: [],
      revokes: ['payment:take'],
    });
    expect(overridesOf({ ...cashier, role: 'KITCHEN' })).toEqual({ grants: ['order:void'], revokes: [] });
  });

  test('AUTH-06 who works in some outlets is given nothing of the whole business', () => {
    const given = { ...form, ...withPermission(form, 'settings:manage', true) };
    expect(permissionState(given, 'settings:manage')).toBe('granted');
    const limited = { ...given, everywhere: false, outletIds: ['o1'] };
    expect(permissionState(limited, 'settings:manage')).toBe('none');
    expect(memberChanges(limited, sari)).not.toHaveProperty('grants');
  });
});
