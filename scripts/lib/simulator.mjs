/** The payment gateways' stand-in beside the demo: a process of its own, on this machine alone. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './env.mjs';
import { openLog, stopProcess } from './processes.mjs';
import { findPort } from './ports.mjs';

/**
 * What the server and the simulator need to know of each other; nothing where real gateways are meant.
 * @returns {Promise<Record<string, string>>}
 */
export async function simulatorEnv({ env, secrets, port }) {
  if (env.MEJA_DEMO === '0' || env.GATEWAY_SIMULATOR_URL) return {};
  const own = await findPort(Number(env.GATEWAY_SIMULATOR_PORT) || port + 1);
  return {
    GATEWAY_SIMULATOR_KEY: secrets.GATEWAY_SIMULATOR_KEY,
    GATEWAY_SIMULATOR_URL: `http://localhost:${own}`,
    GATEWAY_SIMULATOR_PORT: String(own),
    GATEWAY_SIMULATOR_NOTIFY: `http://localhost:${port}`,
  };
}

function launch(env, dataDir) {
  const log = path.join(dataDir, 'logs', 'simulator.log');
  const fd = openLog(log);
  const options = { cwd: root, env, detached: true, stdio: ['ignore', fd, fd] };
  const child = spawn(process.execPath, [path.join(root, 'simulator/main.mjs')], options);
  fs.closeSync(fd);
  return { child, log };
}

/** The simulator as the supervisor keeps it. It knows none of the server's secrets but its own. */
export function simulatorMember(serverEnv, dataDir) {
  const names = Object.keys(serverEnv).filter((name) => name.startsWith('GATEWAY_SIMULATOR_'));
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: serverEnv.NODE_ENV,
    MEJA_DEMO: serverEnv.MEJA_DEMO,
    ...Object.fromEntries(names.map((name) => [name, serverEnv[name]])),
  };
  const { child, log } = launch(env, dataDir);
  const member = {
    name: 'simulator',
    child,
    log,
    launch: async () => launch(env, dataDir).child,
    stop: () => stopProcess(member.child.pid, { patienceMs: 5_000 }),
  };
  return member;
}
