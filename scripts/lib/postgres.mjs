/** A PostgreSQL of our own: made, started, watched until ready, stopped. */
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError } from './log.mjs';
import { asAccount } from './account.mjs';
import { findPort } from './ports.mjs';
import { choosePlace, makeFolder } from './postgres-place.mjs';
import { clearStaleLock, readPostmasterFile, stopPostmaster } from './postmaster.mjs';
import { openLog, outputSinceStart, run, tailOf, wait, waitFor } from './processes.mjs';

export const DATABASE = 'meja';
const USER = 'postgres';
const READY_WITHIN_MS = 180_000;

/** Settings of the server; `durable: false` is for tests, whose data dies with them. */
export function serverSettings({ port, durable }) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Statements for a server that is not running: `postgres --single` takes one per line. */
async function runSingleUser({ bin, account }, data, database, statements) {
  const program = path.join(bin, 'postgres');
  const options = { input: `${statements.join('\n')}\n`, cwd: data, ...asAccount(account) };
  const { code, output } = await run(program, ['--single', '-j', '-D', data, database], options);
  if (code === 0 && !/^.*(ERROR|FATAL):/m.test(output)) return;
  throw new SetUpError(`PostgreSQL could not be prepared:\n${output}`);
}

/** Makes the data in a folder beside, renamed when complete, so that an interrupted start leaves nothing half. */
async function initialise(place, password, durable) {
  const draft = `${place.data}.new`;
  const passwordFile = path.join(draft, '..', `.pg-password-${process.pid}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) fs.chownSync(passwordFile, place.account.uid, place.account.gid);
  try {
    let outcome;
    for (const locale of ['C.UTF-8', 'C']) {
      makeFolder(draft, place.account);
      const args = ['-D', draft, '-U', USER, '--encoding=UTF8', `--locale=${locale}`, '--auth=scram-sha-256'];
      args.push(`--pwfile=${passwordFile}`, ...(durable ? [] : ['--no-sync']));
      outcome = await run(path.join(place.bin, 'initdb'), args, { cwd: draft, ...asAccount(place.account) });
      if (outcome.code === 0) break;
    }
    if (outcome.code !== 0) throw new SetUpError(`PostgreSQL's initdb failed:\n${outcome.output}`);
    await runSingleUser(place, draft, 'postgres', [`CREATE DATABASE ${DATABASE};`]);
    fs.rmSync(place.data, { recursive: true, force: true });
    fs.renameSync(draft, place.data);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function launch(place, settings, log) {
  const fd = openLog(log);
  const program = path.join(place.bin, 'postgres');
  const child = spawn(program, ['-D', place.data, ...settings], {
    cwd: place.data,
    detached: true,
    stdio: ['ignore', fd, fd],
    ...asAccount(place.account),
  });
  fs.closeSync(fd);
  let failure = null;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', () => (failure ??= outputSinceStart(log) || 'it ended without a word'));
  const isReady = () => {
    const lock = readPostmasterFile(place.data);
    return lock?.pid === child.pid && lock.status === 'ready';
  };
  await waitFor(() => failure !== null || isReady(), READY_WITHIN_MS);
  if (failure === null && !isReady()) {
    await stopPostmaster(child.pid);
    failure = `it was not ready after ${READY_WITHIN_MS / 1000} s\n${tailOf(log)}`;
  }
  return { child, failure };
}

/** Starts; moves on to another port when it was taken in between, waits for a killed server's last processes. */
async function launchPatiently(place, { port, durable, log }) {
  const avoid = new Set();
  for (let attempt = 0; ; attempt += 1) {
    const { child, failure } = await launch(place, serverSettings({ port, durable }), log);
    if (failure === null) return { child, port };
    const isPortTaken = /could not (bind|create any TCP)/.test(failure);
    const isDying = /pre-existing shared memory|lock file .* already exists/.test(failure);
    if (attempt >= 10 || !(isPortTaken || isDying))
      throw new SetUpError(`PostgreSQL did not start:\n${failure}`);
    if (isPortTaken) port = await findPort(port + 1, avoid.add(port));
    else await wait(1_000);
  }
}

/** Sets the password where the data's is not the one we know, for instance after `secrets.json` was deleted. */
async function ensurePassword(place, dataDir, password) {
  const mark = path.join(dataDir, 'postgres-password.sha256');
  const hash = crypto.createHash('sha256').update(password).digest('hex');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === hash) return;
  await runSingleUser(place, place.data, 'postgres', [`ALTER USER ${USER} PASSWORD '${password}';`]);
  fs.writeFileSync(mark, hash, { mode: 0o600 });
}

/**
 * Brings up the PostgreSQL of a data folder.
 * @param {{ dataDir: string, password: string, port: number, durable?: boolean, report: (text: string) => void }} options
 *   `port` is where to look first; the password is url-safe
 * @returns {Promise<{ url: string, port: number, child: import('node:child_process').ChildProcess, log: string,
 *   relaunch: () => Promise<import('node:child_process').ChildProcess>, stop: () => Promise<boolean> }>}
 */
export async function startPostgres({ dataDir, password, port: preferred, durable = true, report }) {
  const place = choosePlace(dataDir, report);
  if (!fs.existsSync(path.join(place.data, 'PG_VERSION'))) {
    report(`making the database in ${place.data}${place.account ? ` as ${place.account.name}` : ''}`);
    await initialise(place, password, durable);
  }
  place.data = fs.realpathSync(place.data);
  await clearStaleLock(place.data, report);
  await ensurePassword(place, dataDir, password);
  const log = path.join(dataDir, 'logs/postgres.log');
  const options = { durable, log };
  const { child, port } = await launchPatiently(place, { ...options, port: await findPort(preferred) });
  if (port !== preferred) report(`port ${preferred} is taken; PostgreSQL uses ${port}`);
  const server = {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    port,
    log,
    child,
    relaunch: async () => {
      await clearStaleLock(place.data, report);
      const again = await launchPatiently(place, { ...options, port });
      server.child = again.child;
      if (again.port === port) return server.child;
      await server.stop();
      throw new SetUpError(`its port ${port} was taken by another program meanwhile`);
    },
    stop: () => stopPostmaster(server.child.pid),
  };
  return server;
}
