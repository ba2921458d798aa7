/** Starting, recognising and stopping processes. */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { dim, say } from './log.mjs';

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again until the answer is truthy; returns it, or null when the time is over. */
export async function waitFor(ask, timeoutMs, intervalMs = 50) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) return null;
    await wait(intervalMs);
  }
}

/** An absolute path for a program on PATH (or in one of the extra folders), or null. */
export function findProgram(name, extraFolders = [], env = process.env) {
  const folders = [...(env.PATH ?? '').split(path.delimiter), ...extraFolders].filter(Boolean);
  for (const folder of folders) {
    const file = path.join(folder, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // not here
    }
  }
  return null;
}

/** Whether a process exists, whoever owns it; a zombie does not count. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^State:\s*Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

/**
 * What tells a process from a later one with the same number: the moment it started.
 * @returns {string | null} null when there is no such process
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return null;
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return askPs(pid, 'lstart');
  }
}

/** The folder a process works in, where the system tells (Linux); else null. */
export function workingFolderOf(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** The command line of a process, or null. */
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return askPs(pid, 'args');
  }
}

function askPs(pid, column) {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * Sends a signal, then the harder ones, until the process is gone.
 * @param {number} pid
 * @param {{ signals?: NodeJS.Signals[], patienceMs?: number, wholeGroup?: boolean }} [options] patience after each
 *   signal; `wholeGroup` signals all that a detached process started, too
 * @returns {Promise<boolean>} whether it is gone
 */
export async function stopProcess(
  pid,
  { signals = ['SIGTERM', 'SIGKILL'], patienceMs = 10_000, wholeGroup = false } = {},
) {
  for (const signal of signals) {
    try {
      process.kill(wholeGroup ? -pid : pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') return true;
      throw error;
    }
    if (await waitFor(() => !isAlive(pid), patienceMs)) return true;
  }
  return !isAlive(pid);
}

const interruptible = new Set();

/** Ends the commands that `run` is waiting for, except those that must not be cut short. */
export function interruptRuns() {
  for (const child of interruptible) child.kill('SIGTERM');
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: object, show?: boolean, input?: string, whole?: boolean, uid?: number, gid?: number,
 *   onSpawn?: (child: import('node:child_process').ChildProcess) => void }} [options]
 *   `show` prints its lines, dimmed, as they come; `whole` keeps Ctrl-C away from it
 * @returns {Promise<{ code: number, output: string, stdout: string }>} code 127 when it can't be started
 */
export function run(command, args, { show = false, whole = false, input, onSpawn, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...options,
      detached: whole,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    if (!whole) interruptible.add(child);
    child.once('close', () => interruptible.delete(child));
    const all = [];
    const out = [];
    const take = (stream, kept) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        all.push(chunk);
        kept?.push(chunk);
        if (!show) return;
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop();
        for (const line of lines) say(`  ${dim(line)}`);
      });
      stream.on('end', () => show && rest && say(`  ${dim(rest)}`));
    };
    take(child.stdout, out);
    take(child.stderr);
    child.once('error', (error) => resolve({ code: 127, output: error.message, stdout: '' }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? (signal ? 128 : 1), output: all.join(''), stdout: out.join('') }),
    );
    if (input !== undefined) {
      child.stdin.on('error', () => undefined); // it may end without reading
      child.stdin.end(input);
    }
    onSpawn?.(child);
  });
}

/**
 * Calls back when the npm or pnpm that started this script is gone: a signal to npm ends its shell, which does not
 * pass it on.
 */
export function whenAbandoned(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}

const MARK = '--- started ';

/** What a process wrote since its last start. */
export function outputSinceStart(file) {
  if (!fs.existsSync(file)) return '';
  const text = fs.readFileSync(file, 'utf8');
  const mark = text.lastIndexOf(MARK);
  return mark < 0 ? text : text.slice(text.indexOf('\n', mark) + 1);
}

/** The last lines a process wrote since its last start. */
export function tailOf(file, lines = 20) {
  return outputSinceStart(file).trimEnd().split('\n').slice(-lines).join('\n');
}

/** Opens a log for appending and marks the start; one that has grown beyond 10 MB is set aside first. */
export function openLog(file) {
  if (fs.existsSync(file) && fs.statSync(file).size > 10 * 1024 * 1024) fs.renameSync(file, `${file}.1`);
  const fd = fs.openSync(file, 'a');
  try {
    fs.writeSync(fd, `${MARK}${new Date().toISOString()} ---\n`);
  } catch (error) {
    // A full disk: the process can do without its log.
    if (error.code !== 'ENOSPC') throw error;
  }
  return fd;
}
