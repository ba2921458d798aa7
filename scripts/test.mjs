/**
 * `npm test`: everything that must hold, with a database, a Redis and a browser of its own.
 * `--only unit,api` runs these steps and what they need; `--list` names them. The last line is `N passed, N failed`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SetUpError, cyan, dim, fail, formatDuration, green, red, say, warn } from './lib/log.mjs';
import { installPackages } from './lib/apt.mjs';
import { provideTestBrowser } from './lib/chromium.mjs';
import { loadEnv, requireNode, root } from './lib/env.mjs';
import { installPackagesOnce, locatePnpm } from './lib/pnpm.mjs';
import { findProgram, run, whenAbandoned } from './lib/processes.mjs';
import { runSteps, selectSteps } from './lib/scheduler.mjs';
import { settle, sum } from './lib/test-counts.mjs';
import { openTestServices } from './lib/test-services.mjs';
import { testSteps } from './lib/test-steps.mjs';

const STEP_LIMIT_MS = 20 * 60_000;
const SHOWN_LINES = 300;
const logDir = path.join(root, 'test-results/steps');
const reportDir = path.join(root, 'test-results/reports');
const running = new Set();
let services = null;
let isEnding = false;

/** Ends a step with all it started: each is a process group of its own. */
function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // gone already
  }
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  say('Interrupted; clearing up.');
  for (const child of running) killGroup(child, 'SIGTERM');
  await services?.close();
  process.exit(code);
}

async function prepareMachine(steps, env) {
  const stepEnv = { ...env, CI: 'true' };
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'MEJA_DATA_DIR', 'NODE_ENV']) delete stepEnv[name];
  const isBrowsing = steps.some((step) => step.browser);
  const isServing = steps.some((step) => step.services);
  if (isBrowsing) {
    const chromium = await provideTestBrowser(env, warn);
    if (chromium) stepEnv.CHROMIUM_PATH = chromium;
    else
      warn(
        'There is no Chromium. Install one, or name it in CHROMIUM_PATH; without it the browser tests fail.',
      );
    if (!findProgram('nginx', ['/usr/sbin']))
      await installPackages(['nginx-light'], { report: warn, service: 'nginx' });
    if (!findProgram('nginx', ['/usr/sbin']))
      warn('There is no nginx on this machine; the tests of its configuration need it.');
  }
  if (isServing) {
    services = await openTestServices(env);
    stepEnv.TEST_DATABASE_URL = services.databaseUrl;
    if (services.redisUrl) stepEnv.TEST_REDIS_URL = services.redisUrl;
  }
  return stepEnv;
}

function readCounts(step) {
  try {
    return step.count(fs.readFileSync(step.report, 'utf8'));
  } catch {
    return null;
  }
}

function describe(step, counts) {
  if (!step.isTest) return '';
  const skipped = counts.skipped > 0 ? `, of which ${counts.skipped} skipped` : '';
  return `: ${counts.passed} passed, ${counts.failed} failed${skipped}`;
}

async function runStep(step, stepEnv) {
  const started = Date.now();
  say(`${cyan('•')} ${step.name}: ${step.title}…`);
  const [command, args] = step.node ? [process.execPath, step.node] : [await locatePnpm(), step.pnpm];
  let limit;
  const { code, output } = await run(command, args, {
    cwd: step.cwd,
    env: { ...stepEnv, ...step.env },
    whole: true,
    onSpawn: (child) => {
      running.add(child);
      limit = setTimeout(() => killGroup(child, 'SIGKILL'), STEP_LIMIT_MS);
      child.once('close', () => {
        running.delete(child);
        killGroup(child, 'SIGTERM'); // whatever it left running
      });
    },
  });
  clearTimeout(limit);
  const counts = settle({ code, counts: step.isTest ? readCounts(step) : null, isTest: step.isTest });
  fs.writeFileSync(path.join(logDir, `${step.name}.log`), output);
  const isGood = counts.failed === 0;
  if (isEnding) return counts;
  const line = `${step.name}: ${step.title}${describe(step, counts)} ${dim(`(${formatDuration(Date.now() - started)})`)}`;
  say(`${isGood ? green('✓') : red('✗')} ${line}`);
  if (!isGood) {
    const lines = output.trimEnd().split('\n');
    if (lines.length > SHOWN_LINES) say(dim(`  … the whole is in test-results/steps/${step.name}.log`));
    for (const text of lines.slice(-SHOWN_LINES)) say(`  ${text}`);
  }
  return counts;
}

function choose(options) {
  try {
    return selectSteps(
      testSteps(reportDir),
      options.only?.split(',').map((name) => name.trim()),
    );
  } catch (error) {
    throw error instanceof RangeError ? new SetUpError(error.message) : error;
  }
}

async function main(options) {
  requireNode();
  const steps = choose(options);
  if (options.list) {
    for (const step of steps) say(`${step.name.padEnd(16)} ${step.title}`);
    return;
  }
  const started = Date.now();
  for (const folder of [logDir, reportDir]) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
  }
  await installPackagesOnce();
  const installed = Date.now();
  const stepEnv = await prepareMachine(steps, loadEnv());
  const results = [];
  await runSteps(steps, {
    atOnce: 2,
    work: async (step) => {
      const counts = await runStep(step, stepEnv);
      results.push(counts);
      return counts.failed === 0;
    },
    skip: (step, need) => {
      fail(`${step.name}: ${step.title} did not run, since ${need} failed`);
      results.push({ passed: 0, failed: 1, skipped: 0 });
    },
  });
  if (isEnding) return;
  await services?.close();
  const total = sum(results);
  say();
  say(`${formatDuration(Date.now() - started)}, of which ${formatDuration(installed - started)} installing.`);
  if (total.skipped > 0) say(`${total.skipped} skipped: each counts as failed.`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end(130));
whenAbandoned(() => void end(130));
try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } });
  await main(values);
} catch (error) {
  fail(error instanceof SetUpError ? error.message : (error?.stack ?? String(error)));
  await services?.close();
  say('0 passed, 1 failed');
  process.exitCode = 1;
}
