import { defineConfig } from '@playwright/test';
import { browserUse, resultsDir } from './support/settings';

/** Browser tests on the built app; `npm test` builds first and names the services in the environment. */
export default defineConfig({
  testDir: './specs',
  outputDir: `${resultsDir}/e2e`,
  globalSetup: './support/global-setup.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous, since a busy pipeline is several times slower than a desk; nothing waits longer than it must.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { ...browserUse, actionTimeout: 40_000 },
  projects: [
    { name: 'app', testIgnore: /latency/ },
    // Measured alone, since two browsers on two cores would measure each other.
    { name: 'latency', testMatch: /latency/, dependencies: ['app'] },
  ],
});
