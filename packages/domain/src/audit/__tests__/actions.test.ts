import { expect, test } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_AREAS, auditActionsOf } from '..';

test('AUTH-09 each action has one name of the log’s form and stands in one area', () => {
  expect(new Set(AUDIT_ACTIONS).size).toBe(AUDIT_ACTIONS.length);
  expect(AUDIT_AREAS.flatMap(auditActionsOf)).toEqual(AUDIT_ACTIONS);
  for (const action of AUDIT_ACTIONS) expect(action).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
});

test('AUTH-09 every kind of event that has to be provable has its actions', () => {
  const kinds = {
    'sign-in': 'auth.sign_in',
    failure: 'auth.sign_in_failed',
    'permission change': 'staff.change',
    void: 'order.void',
    'void of a line': 'order.item.void',
    'price change': 'product.price_change',
    'price change of an option': 'modifier_group.price_change',
    export: 'report.export',
    'export of the menu': 'product.export',
    'super-admin action': 'support.enter',
  };
  for (const [kind, action] of Object.entries(kinds))
    expect([kind, AUDIT_ACTIONS]).toEqual([kind, expect.arrayContaining([action])]);
});
