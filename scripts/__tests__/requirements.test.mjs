import assert from 'node:assert/strict';
import test from 'node:test';
import { findMentions, idsIn, parseRequirements } from '../lib/requirements.mjs';

test('requirements are the list lines that begin with an id', () => {
  const markdown =
    '# Title\n- AUTH-01 Sign in.\n- **SELL-10** Offline.\n- `REP-05`: Equal.\n- no id here AUTH-09\nAUTH-02 not a list\n';
  assert.deepEqual(
    [...parseRequirements(markdown)],
    [
      ['AUTH-01', 'Sign in.'],
      ['SELL-10', 'Offline.'],
      ['REP-05', 'Equal.'],
    ],
  );
});

test('a title may name several ids, the area given once', () => {
  assert.deepEqual(idsIn('SELL-01, -02 and -10 an order, AUTH-06 allowed'), [
    'SELL-01',
    'SELL-02',
    'SELL-10',
    'AUTH-06',
  ]);
  assert.deepEqual(idsIn('a total of 3-04 and -05'), []);
});

test('titles of tests are found in any quotes and forms, other strings are not', () => {
  const source = [
    "test('SELL-03 adds up', () => {});",
    'describe("AUTH-01 it\'s signing in", () => {});',
    'it.each([[1, f(2)]])(`CAT-04 row %s`, () => {});',
    "test.describe.serial('KDS-01 board', () => {});",
    "test('UTF-16 is no requirement', () => {});",
    "const id = 'SELL-99';",
  ].join('\n');
  const found = findMentions(source, ['SELL', 'AUTH', 'CAT', 'KDS']).map(({ id }) => id);
  assert.deepEqual(found, ['SELL-03', 'AUTH-01', 'CAT-04', 'KDS-01']);
});
