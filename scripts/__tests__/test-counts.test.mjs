import assert from 'node:assert/strict';
import test from 'node:test';
import { countJest, countPlaywright, countTap, settle, sum } from '../lib/test-counts.mjs';

test('Jest and Vitest: tests count, and a suite that could not be loaded is one failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [] },
    ],
  };
  assert.deepEqual(countJest(report), { passed: 7, failed: 2, skipped: 2 });
});

test('Playwright: a test that needed a second try counts as failed, and so does an error outside of tests', () => {
  const report = {
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 },
    errors: [{ message: 'no server' }],
  };
  assert.deepEqual(countPlaywright(report), { passed: 5, failed: 3, skipped: 3 });
});

test('TAP: the closing lines count', () => {
  const text =
    '# tests 9\n# pass 1\n# tests 9\n# suites 0\n# pass 6\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n';
  assert.deepEqual(countTap(text), { passed: 6, failed: 2, skipped: 1 });
});

test('a step that is no test counts as one', () => {
  assert.deepEqual(settle({ code: 0, counts: null, isTest: false }), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(settle({ code: 2, counts: null, isTest: false }), { passed: 0, failed: 1, skipped: 0 });
});

test('a test step never passes by having run nothing, left no report, or ended badly without a failure', () => {
  const good = { passed: 3, failed: 0, skipped: 0 };
  assert.equal(settle({ code: 0, counts: null, isTest: true }).failed, 1);
  assert.equal(settle({ code: 0, counts: { ...good, passed: 0 }, isTest: true }).failed, 1);
  assert.equal(settle({ code: 1, counts: good, isTest: true }).failed, 1);
  assert.deepEqual(settle({ code: 0, counts: good, isTest: true }), good);
  assert.equal(settle({ code: 1, counts: { ...good, failed: 4 }, isTest: true }).failed, 4);
});

test('a skipped test or one still to be written fails its step, though its runner was content', () => {
  const todo = { numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 };
  const counts = [
    countJest(todo),
    countPlaywright({ stats: { expected: 3, skipped: 2 } }),
    countTap('# pass 3\n# fail 0\n# skipped 1\n# todo 1\n'),
  ];
  for (const found of counts)
    assert.deepEqual(settle({ code: 0, counts: found, isTest: true }), { passed: 3, failed: 2, skipped: 2 });
});

test('the sum is of all steps', () => {
  const all = [
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 4, failed: 3, skipped: 0 },
  ];
  assert.deepEqual(sum(all), { passed: 5, failed: 3, skipped: 2 });
});
