/** Counts of tests from what the runners report for machines. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Jest's `--json`, which Vitest's json reporter follows. A suite that could not be loaded is a failure of its own. */
export function countJest(report) {
  const brokenSuites = (report.testResults ?? []).filter(
    (suite) => suite.status === 'failed' && (suite.assertionResults ?? []).length === 0,
  ).length;
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + brokenSuites,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** Playwright's json reporter. A test that passed only on a second try counts as failed: it is not to be relied on. */
export function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  return { passed: expected, failed: unexpected + flaky + (report.errors ?? []).length, skipped };
}

/** The closing lines of Node's own test runner (`--test-reporter=tap`). */
export function countTap(text) {
  const last = (name) => Number([...text.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return {
    passed: last('pass'),
    failed: last('fail') + last('cancelled'),
    skipped: last('skipped') + last('todo'),
  };
}

/**
 * What a step adds to the sum. A test that was left out proves nothing, so it counts as failed; `skipped` says how many.
 * @param {{ code: number, counts: Counts | null, isTest: boolean }} outcome counts null: the runner left no report
 * @returns {Counts}
 */
export function settle({ code, counts, isTest }) {
  if (!isTest)
    return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  const { passed, failed: broken, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const failed = broken + skipped;
  const ranNothing = passed + failed === 0;
  const isUnexplained = code !== 0 && failed === 0;
  return { passed, failed: ranNothing || isUnexplained ? 1 : failed, skipped };
}

/** @returns {Counts} */
export function sum(all) {
  const add = (name) => all.reduce((total, counts) => total + counts[name], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}
