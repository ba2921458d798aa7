/** A browser for the tests: Debian's Chromium or one that is there already; Playwright downloads none. */
import fs from 'node:fs';
import { installPackages } from './apt.mjs';
import { findProgram } from './processes.mjs';

const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const findBrowser = () =>
  NAMES.map((name) => findProgram(name, ['/usr/bin'])).find(Boolean) ??
  APPS.find((app) => fs.existsSync(app)) ??
  null;

/** Path of a Chromium, installed if it is missing and we may; null when there is none to be had. */
export async function provideChromium(env, report) {
  if (env.CHROMIUM_PATH) return fs.existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const found = findBrowser();
  if (found) return found;
  await installPackages(['chromium'], { report });
  return findBrowser();
}

/**
 * The browser of the tests. Chromium's shell without a window draws the same pages for less of the processor (a seventh,
 * with the server's part counted in); measurements of speed take the whole browser, `provideChromium`.
 */
export async function provideTestBrowser(env, report) {
  if (env.CHROMIUM_PATH) return provideChromium(env, report);
  const found = findProgram(SHELL, ['/usr/bin']);
  if (found) return found;
  await installPackages([SHELL], { report });
  return findProgram(SHELL, ['/usr/bin']) ?? (await provideChromium(env, report));
}
