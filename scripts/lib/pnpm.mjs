/** The pinned pnpm, fetched by npm, and the installation of the workspace with it. */
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError, say, step } from './log.mjs';
import { root } from './env.mjs';
import { run } from './processes.mjs';
import { hashOf, isStamped, stamp, unstamp } from './stamps.mjs';

const PACKAGES = ['.', 'backend', 'frontend', 'e2e', 'packages/domain'];
let located = null;

/** The version the root's `packageManager` names. */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return /^pnpm@([^+]+)/.exec(packageManager)[1];
}

/** Path of the pinned pnpm's program; npm keeps it in its own cache after the first time. */
export async function locatePnpm() {
  if (located) return located;
  const version = pinnedPnpm();
  const args = ['exec', '--yes', `--package=pnpm@${version}`, '-c', 'command -v pnpm'];
  const { code, stdout, output } = await run('npm', args, { cwd: root });
  const program = stdout.trim().split('\n').at(-1);
  if (code !== 0 || !program || !fs.existsSync(program)) {
    throw new SetUpError(
      `pnpm ${version} could not be fetched by npm. Is the package registry reachable?\n${output}`,
    );
  }
  located = program;
  return program;
}

/** Runs pnpm; prints its lines when `show` is set. */
export async function pnpm(args, options = {}) {
  return run(await locatePnpm(), args, { cwd: root, ...options });
}

function installHash() {
  const manifests = PACKAGES.map((folder) => path.join(folder, 'package.json'));
  return hashOf(
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests],
    [process.versions.modules, pinnedPnpm()],
  );
}

/** Installs exactly what the lock file says, unless that is done already. */
export async function installPackagesOnce() {
  const hash = installHash();
  if (isStamped('install', hash) && fs.existsSync(path.join(root, 'node_modules/.pnpm'))) return;
  unstamp('install');
  await step(`Fetching pnpm ${pinnedPnpm()}`, locatePnpm);
  await step('Installing packages', async () => {
    const env = { ...process.env, CI: 'true', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
    const args = ['install', '--frozen-lockfile', '--reporter=append-only'];
    const { code, output } = await pnpm(args, { env, show: true });
    if (code !== 0) {
      say(output);
      throw new SetUpError('The packages could not be installed; the lines above say why.');
    }
  });
  stamp('install', hash);
}
