import path from 'node:path';
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

export const root = path.resolve(import.meta.dirname, '../..');
export const backendDir = path.join(root, 'backend');
export const webDir = path.join(root, 'frontend/dist');
/** What a run leaves behind: traces, logs, measurements. */
export const resultsDir = path.join(root, 'test-results');

/** The address of the server under test, from the global set-up. */
export function baseUrl(): string {
  const url = process.env.MEJA_E2E_URL;
  if (!url) throw new Error('MEJA_E2E_URL is not set: the global set-up has not run.');
  return url;
}

export const superAdmin = {
  email: 'pengelola@contoh.test',
  password: 'menara-layanan-malam-58',
};

/** Debian's Chromium as root in a container, silent towards the outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export const browserUse: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  browserName: 'chromium',
  headless: true,
  locale: 'id-ID',
  timezoneId: 'Asia/Jakarta',
  viewport: { width: 1366, height: 768 },
  colorScheme: 'light',
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS },
  testIdAttribute: 'data-testid',
  // Without the film: it costs every test what only a failed one needs; the steps' DOM stays.
  trace: { mode: 'retain-on-failure', screenshots: false },
  screenshot: 'only-on-failure',
};
