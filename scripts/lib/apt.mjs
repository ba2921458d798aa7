/** Debian's packages, for what npm does not carry. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { isRoot } from './account.mjs';
import { findProgram, run } from './processes.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const NO_SERVICE =
  '#!/bin/sh\n# Written for the time of one installation: no service is started by it.\nexit 101\n';
let isListFresh = false;

export const canInstall = () => isRoot() && findProgram('apt-get') !== null;

/** Runs work with Debian's own switch that keeps packages from starting their services. */
async function withoutServices(work) {
  const isOurs = !fs.existsSync(POLICY);
  if (isOurs) fs.writeFileSync(POLICY, NO_SERVICE, { mode: 0o755 });
  try {
    return await work();
  } finally {
    if (isOurs) fs.rmSync(POLICY, { force: true });
  }
}

/** A package's service would otherwise start with the machine, beside the server we start ourselves. */
function disableService(name) {
  if (!findProgram('systemctl')) return;
  try {
    execFileSync('systemctl', ['disable', '--now', name], { stdio: 'ignore' });
  } catch {
    // systemd does not run here, so neither will the service
  }
}

/**
 * Installs packages where we may.
 * @param {string[]} packages
 * @param {{ report: (text: string) => void, service?: string }} options `service` is switched off afterwards
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function installPackages(packages, { report, service }) {
  if (!canInstall()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  report(`installing ${packages.join(', ')} from Debian's packages`);
  if (!isListFresh) {
    await run('apt-get', ['update', '-q'], { env });
    isListFresh = true;
  }
  const args = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  const { code, output } = await withoutServices(() => run('apt-get', args, { env }));
  if (code !== 0) {
    report(`apt-get could not install them:\n${output.trimEnd().split('\n').slice(-5).join('\n')}`);
    return false;
  }
  if (service) disableService(service);
  return true;
}
