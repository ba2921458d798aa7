/** What «green» means: the steps of `npm test`, the same for `pnpm check` and for the pipeline. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './env.mjs';
import { countJest, countPlaywright, countTap } from './test-counts.mjs';

const inPackage = (name, script, ...args) => ['--filter', `@meja/${name}`, 'run', script, ...args];

/** Named one by one: newer Nodes take no folder here. */
const scriptTests = () =>
  fs
    .readdirSync(path.join(root, 'scripts/__tests__'))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `scripts/__tests__/${name}`);

/**
 * Each step has pnpm arguments (or a `node` command line); a test step names the report its runner leaves and how to count it.
 * `services`: it needs PostgreSQL and Redis; `browser`: a Chromium.
 */
export function testSteps(reportDir) {
  const report = (name) => path.join(reportDir, `${name}.json`);
  const jest = (name) => ({
    report: report(name),
    count: (text) => countJest(JSON.parse(text)),
    pnpm: inPackage('backend', `test:${name}`, '--json', `--outputFile=${report(name)}`),
  });
  const vitest = (name) => ({
    report: report(name),
    count: (text) => countJest(JSON.parse(text)),
    pnpm: inPackage(
      name,
      'test',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report(name)}`,
    ),
  });
  const scripts = report('scripts');
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  return [
    { name: 'generate', title: 'database client', pnpm: inPackage('backend', 'generate') },
    {
      name: 'build-server',
      title: 'server built',
      needs: ['generate'],
      pnpm: inPackage('backend', 'build'),
    },
    { name: 'build-web', title: 'web app built', pnpm: inPackage('frontend', 'build') },
    {
      name: 'migrations',
      title: 'migrations on an empty database, then again',
      needs: ['build-server'],
      services: true,
      node: ['scripts/check-migrations.mjs'],
    },
    {
      name: 'scripts',
      title: 'tests of the scripts',
      report: scripts,
      count: countTap,
      node: [
        '--test',
        ...reporters,
        '--test-reporter=tap',
        `--test-reporter-destination=${scripts}`,
        ...scriptTests(),
      ],
    },
    ...Object.entries({ domain: 'domain', server: 'backend', web: 'frontend', e2e: 'e2e' }).map(
      ([name, folder]) => ({
        name: `types-${name}`,
        title: `types of ${folder}`,
        needs: name === 'server' ? ['generate'] : [],
        pnpm: inPackage(folder, 'typecheck'),
      }),
    ),
    { name: 'lint', title: 'lint, directions, format', needs: ['generate'], pnpm: ['run', 'lint'] },
    { name: 'trace', title: 'requirements named by tests', node: ['scripts/trace.mjs', '--check'] },
    { name: 'domain', title: 'tests of the domain', ...vitest('domain') },
    { name: 'frontend', title: 'tests of the web app', ...vitest('frontend') },
    { name: 'unit', title: 'tests of the server', needs: ['generate'], ...jest('unit') },
    {
      name: 'api',
      title: 'tests of the API on real services',
      needs: ['generate'],
      after: ['migrations'],
      services: true,
      ...jest('api'),
    },
    {
      name: 'e2e',
      title: 'browser tests on the built app',
      needs: ['build-server', 'build-web'],
      services: true,
      browser: true,
      alone: true,
      report: report('e2e'),
      count: (text) => countPlaywright(JSON.parse(text)),
      pnpm: inPackage('e2e', 'test', '--reporter=list,json'),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e'), PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') },
    },
  ].map((step) => ({ cwd: root, isTest: Boolean(step.report), ...step }));
}
