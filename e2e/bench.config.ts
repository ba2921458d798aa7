import { defineConfig } from '@playwright/test';
import { browserUse, resultsDir } from './support/settings';

/** `pnpm bench:web`: how much the first load takes and how fast a tap is, on the built product with the demo. */
export default defineConfig({
  testDir: '.',
  testMatch: 'bench.ts',
  outputDir: `${resultsDir}/bench`,
  globalSetup: './support/demo-setup.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  // Its snapshots at every tap would be measured too.
  use: { ...browserUse, trace: 'off' },
});
