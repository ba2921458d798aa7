import { foldName } from '@meja/domain';
import { isSameContent } from '../../../lib/same-content';
import { buildMenu } from '../menu/build-menu';
import { isNamed } from '../../../lib/etag';
import type { MenuRows } from '../menu/menu.rows';
import { repeatedIssues } from '../catalog.rules';
import { groupIssues } from '../modifier-groups.service';

test('CAT-01 content is the same where all that is asked for is found again', () => {
  const stored = { id: '1', name: 'A', price: 5, note: null, list: [{ id: 'x', n: 1 }] };
  expect(isSameContent({ name: 'A', list: [{ n: 1 }] }, stored)).toBe(true);
  expect(isSameContent({ note: '' }, stored)).toBe(true);
  expect(isSameContent({ name: undefined }, stored)).toBe(true);
  expect(isSameContent({ name: 'B' }, stored)).toBe(false);
  expect(isSameContent({ list: [] }, stored)).toBe(false);
  expect(isSameContent({ list: [{ n: 1 }, { n: 2 }] }, stored)).toBe(false);
  expect(isSameContent({ note: 'x' }, stored)).toBe(false);
  expect(isSameContent({ extra: null }, stored)).toBe(false);
});

test('CAT-01 what a list names twice is told at its second place, whatever its case', () => {
  const entries = ['a', 'B', null, 'b', 'A', null].map((value, index) => ({ path: String(index), value }));
  expect(repeatedIssues(entries).map(({ path }) => path)).toEqual(['3', '4']);
});

test('F-27 CAT-01 names that differ by accents or ways of writing alone are one', () => {
  const entries = ['Té', 'Te\u0301', 'TE', 'Kopi'].map((value, index) => ({ path: String(index), value }));
  expect(repeatedIssues(entries, foldName).map(({ path }) => path)).toEqual(['1', '2']);
});

test('CAT-02 required choices can not outnumber the allowed', () => {
  const options = [{ name: 'a', price: 0 }];
  expect(groupIssues({ min: 1, max: 1, options })).toEqual([]);
  expect(groupIssues({ min: 2, max: 1, options })).toEqual([
    { path: 'min', code: 'too_large', params: { max: 1 } },
  ]);
});

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
  [undefined, false],
])('CAT-06 If-None-Match %s', (header, expected) => {
  expect(isNamed(header, '"a"')).toBe(expected);
});

test('CAT-06 the outlet’s own address, phone and time zone come before the business’s', () => {
  const rows = {
    version: 3,
    changed_at: '2026-11-21T03:00:00+00:00',
    tenant: { name: 'Kopi', business_type: 'CAFE' },
    settings: {
      currency: 'IDR',
      timeZone: 'Asia/Jakarta',
      address: 'Pusat',
      phone: '1',
      defaultTaxClass: 'PBJT',
      taxClasses: [],
    },
    outlet: { id: 'o', name: 'Cabang', address: 'Jalan', phone: null, time_zone: 'Asia/Makassar' },
    qris: null,
    stations: [],
    categories: [],
    groups: [],
    products: [],
  } as unknown as MenuRows;
  expect(buildMenu(rows)).toMatchObject({
    generatedAt: '2026-11-21T03:00:00.000Z',
    settings: { outletAddress: 'Jalan', outletPhone: '1', timeZone: 'Asia/Makassar' },
  });
});
