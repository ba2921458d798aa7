import type { AnnouncementRow } from '../announcements.repository';
import { isFor, newsFor, stateOf, untilNextChange } from '../announcements.rules';

const at = new Date('2026-12-05T03:00:00.000Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const row = (more: Partial<AnnouncementRow> = {}): AnnouncementRow => ({
  id: 'a',
  kind: 'INFO',
  text: { id: 'Halo', en: 'Hello' },
  from_at: later(-5),
  until_at: later(5),
  ended_at: null,
  ended_by: null,
  audience: 'ALL',
  plans: [],
  tenant_ids: [],
  readers: 'EVERYBODY',
  created_at: later(-9),
  created_by: 'Pusat',
  ...more,
});
const reader = { tenantId: 't1', role: 'CASHIER', plan: 'BASIC' } as const;

test('SAAS-07 it is live from its beginning up to its end, both to the millisecond, or to where it was ended', () => {
  const times = { from_at: at, until_at: later(5), ended_at: null };
  const before = new Date(at.getTime() - 1);
  const last = new Date(later(5).getTime() - 1);
  expect([before, at, last, later(5)].map((time) => stateOf(times, time))).toEqual([
    'PLANNED',
    'LIVE',
    'LIVE',
    'OVER',
  ]);
  expect(stateOf({ ...times, ended_at: before }, at)).toBe('OVER');
});

test('SAAS-07 it is for whom it names, by plan, business and part in it', () => {
  expect(isFor(row(), reader)).toBe(true);
  expect(isFor(row({ readers: 'ADMINS' }), reader)).toBe(false);
  expect(isFor(row({ readers: 'ADMINS' }), { ...reader, role: 'ADMIN_TENANT' })).toBe(true);
  expect(isFor(row({ audience: 'PLANS', plans: ['PRO'] }), reader)).toBe(false);
  expect(isFor(row({ audience: 'PLANS', plans: ['PRO', 'BASIC'] }), reader)).toBe(true);
  expect(isFor(row({ audience: 'TENANTS', tenant_ids: ['t2'] }), reader)).toBe(false);
  expect(isFor(row({ audience: 'TENANTS', tenant_ids: ['t2', 't1'] }), reader)).toBe(true);
});

test('SAAS-07 what one is told leaves out what is planned, over, for others, or put away', () => {
  const rows = [
    row({ id: 'live' }),
    row({ id: 'planned', from_at: later(1) }),
    row({ id: 'over', until_at: at }),
    row({ id: 'others', readers: 'ADMINS' }),
    row({ id: 'away' }),
  ];
  expect(newsFor(rows, reader, new Set(['away']), at)).toEqual([
    { id: 'live', kind: 'INFO', text: { id: 'Halo', en: 'Hello' }, until: later(5).toISOString() },
  ]);
});

test('SAAS-07 screens are told again when the next one begins or ends', () => {
  expect(untilNextChange([], at)).toBeNull();
  expect(untilNextChange([row(), row({ from_at: later(2) })], at)).toBe(120_000);
  expect(untilNextChange([row({ until_at: at })], at)).toBeNull();
});
