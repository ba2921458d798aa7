/** `postmaster.pid`: PostgreSQL's own lock on its data, which a kill -9 leaves behind. */
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError } from './log.mjs';
import { commandOf, isAlive, stopProcess, workingFolderOf } from './processes.mjs';

const fileOf = (data) => path.join(data, 'postmaster.pid');

/**
 * @returns {{ pid: number, port: number, status: string } | null} `status` is `starting`, `ready`, `stopping`, or ''
 */
export function parsePostmasterFile(text) {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

export function readPostmasterFile(data) {
  try {
    return parsePostmasterFile(fs.readFileSync(fileOf(data), 'utf8'));
  } catch {
    return null;
  }
}

/** Whether a process is the postmaster of this very data: it works in that folder, or names it in its command line. */
export function isPostmasterOf(pid, data) {
  if (!isAlive(pid)) return false;
  const folder = workingFolderOf(pid);
  if (folder) return folder === data;
  const command = `${commandOf(pid) ?? ''} `;
  return command.includes('postgres') && command.includes(` -D ${data} `);
}

/** Processes of a PostgreSQL that work in this very data folder, whoever started them; [] where the system does not tell. */
export function processesIn(data) {
  try {
    return fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => workingFolderOf(pid) === data && (commandOf(pid) ?? '').includes('postgres'));
  } catch {
    return [];
  }
}

/**
 * Ends the backends that outlive a killed postmaster: a busy one does not notice before its statement ends, and holds
 * the shared memory that the next start needs. There is no postmaster any more that a hard end could bring down.
 */
async function endLeftBackends(data, report) {
  const left = processesIn(data);
  if (left.length === 0) return;
  report(`ending ${left.length} process(es) of a PostgreSQL that was killed`);
  await Promise.all(
    left.map((pid) => stopProcess(pid, { signals: ['SIGTERM', 'SIGQUIT', 'SIGKILL'], patienceMs: 2_000 })),
  );
}

/** Fast shutdown, then immediate; never SIGKILL, which would leave shared memory and a stale lock. */
export function stopPostmaster(pid) {
  return stopProcess(pid, { signals: ['SIGINT', 'SIGQUIT'], patienceMs: 30_000 });
}

/**
 * Clears the way for a start: a postmaster of this data that lives on is stopped, a lock whose process is gone (or is
 * by now another program) is removed.
 */
export async function clearStaleLock(data, report) {
  const lock = readPostmasterFile(data);
  if (lock && isPostmasterOf(lock.pid, data)) {
    report(`stopping PostgreSQL (process ${lock.pid}), left over from a start that was killed`);
    if (!(await stopPostmaster(lock.pid))) {
      throw new SetUpError(
        `PostgreSQL (process ${lock.pid}) of an earlier start does not stop. Stop it and try again.`,
      );
    }
    return;
  }
  await endLeftBackends(data, report);
  if (!lock) return;
  report('removing the lock of a PostgreSQL that was killed');
  fs.rmSync(fileOf(data), { force: true });
}
