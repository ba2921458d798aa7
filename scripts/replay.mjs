/** `pnpm replay`: real sales through the API; against MEJA_URL, a Meja that runs here, or one started for it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { appEnv, migrate, roleMember, waitUntilReady } from './lib/app.mjs';
import { buildAll } from './lib/build.mjs';
import { backendDir, loadEnv, openDataDir } from './lib/env.mjs';
import { note, reportAndExit, step } from './lib/log.mjs';
import { installPackagesOnce } from './lib/pnpm.mjs';
import { findPort } from './lib/ports.mjs';
import { findRunning } from './lib/run-file.mjs';
import { during, endSession, openServices, openSession } from './lib/session.mjs';

/** Runs the replay with its output passed through; its exit code comes back. */
function replay(env) {
  const tsx = path.join(backendDir, 'node_modules/.bin/tsx');
  const child = spawn(tsx, ['scripts/replay/main.ts'], { cwd: backendDir, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(code ?? 1)));
}

async function startAndReplay() {
  const session = await openSession();
  const { env, dataDir, secrets, supervisor } = session;
  try {
    await during(session, installPackagesOnce);
    await during(session, buildAll);
    const { databaseUrl, redisUrl } = await during(session, () => openServices(session));
    const port = await findPort(18_080);
    const processEnv = appEnv({ env, dataDir, secrets, databaseUrl, redisUrl, port });
    await during(session, () => migrate({ env: processEnv }));
    const address = `http://127.0.0.1:${port}`;
    await during(session, () =>
      step('Starting the server', () => {
        supervisor.add(roleMember('api', processEnv, dataDir));
        supervisor.add(roleMember('worker', processEnv, dataDir));
        return waitUntilReady(address, () => session.hasGivenUp || session.isEnding);
      }),
    );
    session.isUp = true;
    await endSession(session, await replay({ ...processEnv, MEJA_URL: address }));
  } catch (error) {
    await supervisor.stopAll();
    session.runFile.release();
    throw error;
  }
}

try {
  const env = loadEnv();
  const running = env.MEJA_URL ? null : findRunning(openDataDir(env));
  const address = env.MEJA_URL ?? running?.address;
  if (address) {
    note(`Using Meja at ${address}; without DATABASE_URL the raw limit is not measured.`);
    process.exitCode = await replay({ ...process.env, ...env, MEJA_URL: address });
  } else {
    await startAndReplay();
  }
} catch (error) {
  reportAndExit(error);
}
