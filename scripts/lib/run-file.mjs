/** `run.json` in the data folder: who runs from it now, so that nobody else does and orphans are recognised. */
import fs from 'node:fs';
import path from 'node:path';
import { warn } from './log.mjs';
import { identityOf, stopProcess } from './processes.mjs';

const fileOf = (dataDir) => path.join(dataDir, 'run.json');
const isSame = (entry) => Boolean(entry?.pid) && identityOf(entry.pid) === entry.identity;

function read(dataDir) {
  try {
    return JSON.parse(fs.readFileSync(fileOf(dataDir), 'utf8'));
  } catch {
    return null;
  }
}

/** The start that runs from this folder now, or null. */
export function findRunning(dataDir) {
  const record = read(dataDir);
  return record && isSame(record.launcher) ? record : null;
}

/** Processes left behind by a start that was killed, in the order they should stop. */
export function findOrphans(dataDir) {
  const record = read(dataDir);
  if (!record || isSame(record.launcher)) return [];
  return Object.entries(record.children ?? {})
    .map(([name, entry]) => ({ name, ...entry }))
    .filter(isSame);
}

/**
 * Takes the folder for this process.
 * @returns {object | null} null when another start came first
 */
export function takeRunFile(dataDir) {
  const record = { launcher: { pid: process.pid, identity: identityOf(process.pid) }, children: {} };
  const file = fileOf(dataDir);
  if (fs.existsSync(file) && !findRunning(dataDir)) fs.rmSync(file);
  try {
    fs.writeFileSync(file, JSON.stringify(record), { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if (error.code === 'EEXIST') return null;
    throw error;
  }
  const draft = `${file}.new`;
  const save = () => {
    try {
      // Written beside and renamed: a full disk must not leave half of it.
      fs.writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`);
      fs.renameSync(draft, file);
    } catch (error) {
      warn(`${file} could not be written (${error.code}); who runs is noted again at the next change.`);
    }
  };
  return {
    setAddress: (address) => {
      record.address = address;
      save();
    },
    addChild: (name, pid) => {
      record.children[name] = { pid, identity: identityOf(pid) };
      save();
    },
    release: () => fs.rmSync(file, { force: true }),
  };
}

/** Stops orphans of a killed start, the application before the services under it; PostgreSQL has its own check. */
export async function stopOrphans(dataDir, report) {
  const rank = (name) => (name === 'redis' ? 1 : 0);
  const orphans = findOrphans(dataDir).filter(({ name }) => name !== 'postgres');
  for (const { name, pid } of orphans.sort((a, b) => rank(a.name) - rank(b.name))) {
    report(`stopping ${name} (process ${pid}), left over from a start that was killed`);
    await stopProcess(pid);
  }
}
