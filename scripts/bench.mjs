/**
 * `pnpm bench`: what the hot paths cost, on a Meja that is started as `npm start` does, with services of its own in a
 * temporary folder. `pnpm bench order menu` measures some; `--seconds` how long each, `--processes` with how many of the
 * API. Results are kept in `docs/performance.md`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildAll } from './lib/build.mjs';
import { backendDir, requireNode } from './lib/env.mjs';
import { reportAndExit } from './lib/log.mjs';
import { installPackagesOnce } from './lib/pnpm.mjs';

try {
  requireNode();
  await installPackagesOnce();
  await buildAll();
  const tsx = path.join(backendDir, 'node_modules/.bin/tsx');
  const child = spawn(tsx, ['test/bench/main.ts', ...process.argv.slice(2)], {
    cwd: backendDir,
    stdio: 'inherit',
  });
  // A signal reaches the whole group; the bench stops what it started and ends by itself.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) =>
    child.on('error', reject).on('exit', (code) => resolve(code ?? 1)),
  );
} catch (error) {
  reportAndExit(error);
}
