import { defineConfig } from '@playwright/test';
import { browserUse, resultsDir } from './support/settings';

/** `pnpm --filter @meja/e2e screens`: pictures of the main pages for `docs/screens`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'screens.ts',
  outputDir: `${resultsDir}/screens`,
  globalSetup: './support/demo-setup.ts',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: browserUse,
});
