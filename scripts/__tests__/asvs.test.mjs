import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const document = read('docs/security/asvs.md');

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const COUNTS = {
  V1: 27,
  V2: 11,
  V3: 19,
  V4: 10,
  V5: 9,
  V6: 35,
  V7: 18,
  V8: 7,
  V9: 7,
  V11: 14,
  V12: 9,
  V13: 13,
  V14: 9,
  V15: 13,
  V16: 16,
};

const rows = [...document.matchAll(/^\| (V\d+\.\d+\.\d+) +\| (\d) +\| (.*?) +\| (.*?) +\| (.*?) +\|$/gm)].map(
  ([, id, level, what, answer, proof]) => ({ id, level, what, answer, proof }),
);

test('SEC-01 every requirement of ASVS 5.0 at levels 1 and 2 has one answer', () => {
  const ids = rows.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'an id stands twice');
  const counts = {};
  for (const id of ids) counts[id.split('.')[0]] = (counts[id.split('.')[0]] ?? 0) + 1;
  assert.deepEqual(counts, COUNTS);
  for (const { id, level, what } of rows) assert.ok(/^[12]$/.test(level) && what, id);
});

test('SEC-01 an answer is met with its proof, or says why it is not', () => {
  for (const { id, answer, proof } of rows) {
    assert.match(answer, /^(As [\d.]+: )?(Met|N\/A: \S|Not met: \S|Not met by|Not met for)/, id);
    if (/\bMet\b/.test(answer)) assert.match(proof, /`[^`]+`/, `${id} has no proof`);
  }
});

test('SEC-01 every file that proves something is there, and has the words that are quoted', () => {
  for (const { id, proof } of rows) {
    for (const [, path, words] of proof.matchAll(/`([^`]+)`(?: “([^”]+)”)?/g)) {
      assert.ok(existsSync(new URL(path, root)), `${id}: ${path} is not there`);
      if (words) assert.ok(read(path).includes(words), `${id}: ${path} does not say “${words}”`);
    }
  }
});
