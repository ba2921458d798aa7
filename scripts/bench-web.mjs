/**
 * `pnpm bench:web`: what the first load of till and sign-in takes and how fast a tap is, in a real browser on the built
 * product with the demo, beside what it was before (`docs/performance.md`). Some minutes; a machine that does other
 * things meanwhile measures those.
 */
import { SetUpError, fail, reportAndExit, warn } from './lib/log.mjs';
import { buildAll } from './lib/build.mjs';
import { provideChromium } from './lib/chromium.mjs';
import { loadEnv, requireNode, root } from './lib/env.mjs';
import { installPackagesOnce, locatePnpm } from './lib/pnpm.mjs';
import { run, whenAbandoned } from './lib/processes.mjs';
import { openTestServices } from './lib/test-services.mjs';

let services = null;
let child = null;

async function end(code) {
  child?.kill('SIGTERM');
  await services?.close();
  process.exit(code);
}

async function main() {
  requireNode();
  const env = loadEnv();
  await installPackagesOnce();
  await buildAll();
  const chromium = await provideChromium(env, warn);
  if (!chromium) throw new SetUpError('There is no Chromium. Install one, or name it in CHROMIUM_PATH.');
  services = await openTestServices(env);
  if (!services.redisUrl) throw new SetUpError('There is no Redis to be had, and the demo wants one.');
  const { code } = await run(await locatePnpm(), ['--filter', '@meja/e2e', 'run', 'bench'], {
    cwd: root,
    show: true,
    env: {
      ...env,
      CHROMIUM_PATH: chromium,
      TEST_DATABASE_URL: services.databaseUrl,
      TEST_REDIS_URL: services.redisUrl,
    },
    onSpawn: (started) => (child = started),
  });
  if (code !== 0) fail('The bench did not come to its end; the lines above say why.');
  await services.close();
  process.exitCode = code;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end(130));
whenAbandoned(() => void end(130));
try {
  await main();
} catch (error) {
  await services?.close();
  reportAndExit(error);
}
