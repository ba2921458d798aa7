/** `pnpm reset`: stops what runs from the data folder and clears it. `--yes` does not ask. */
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline/promises';
import { SetUpError, reportAndExit, say, step, warn } from './lib/log.mjs';
import { loadEnv, openDataDir, root } from './lib/env.mjs';
import { clearStaleLock } from './lib/postmaster.mjs';
import { findPlace } from './lib/postgres-place.mjs';
import { stopProcess } from './lib/processes.mjs';
import { findRunning, stopOrphans } from './lib/run-file.mjs';

async function isAgreed(dataDir) {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY) {
    warn('Nothing was cleared: there is nobody to ask. Use --yes.');
    return false;
  }
  const prompt = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`This deletes all of Meja's data in ${dataDir}. Type yes to go on: `);
  prompt.close();
  return answer.trim().toLowerCase() === 'yes';
}

/** A mistaken MEJA_DATA_DIR must not cost anyone their files. */
function refuseStrangeFolder(dataDir) {
  const isAbove = `${root}/`.startsWith(`${dataDir}/`) || dataDir === '/';
  const isOurs =
    fs.existsSync(path.join(dataDir, 'secrets.json')) || fs.existsSync(path.join(dataDir, 'run.json'));
  if (!isAbove && isOurs) return;
  throw new SetUpError(`${dataDir} does not look like a data folder of Meja; nothing was cleared.`);
}

async function reset(dataDir) {
  const running = findRunning(dataDir);
  if (running) {
    const { pid } = running.launcher;
    await step(`Stopping the Meja that runs (process ${pid})`, () =>
      stopProcess(pid, { signals: ['SIGTERM'], patienceMs: 60_000 }),
    );
  }
  await stopOrphans(dataDir, warn);
  const place = findPlace(dataDir);
  const data = path.join(place ?? dataDir, 'postgres');
  if (fs.existsSync(data)) await clearStaleLock(fs.realpathSync(data), warn);
  if (place) fs.rmSync(place, { recursive: true, force: true });
  for (const name of fs.readdirSync(dataDir))
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true });
  say(`Cleared ${place ? `${place} and ` : ''}${dataDir}. The next start begins anew.`);
}

try {
  const dataDir = openDataDir(loadEnv());
  refuseStrangeFolder(dataDir);
  if (await isAgreed(dataDir)) await reset(dataDir);
  else process.exitCode = 1;
} catch (error) {
  reportAndExit(error);
}
