/** A Redis of our own, on a private port, in the data folder. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError } from './log.mjs';
import { installPackages } from './apt.mjs';
import { findPort } from './ports.mjs';
import { findProgram, openLog, outputSinceStart, stopProcess, tailOf, waitFor } from './processes.mjs';
import { askRedis } from './redis-client.mjs';

const READY_WITHIN_MS = 30_000;
const FOLDERS = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/usr/local/sbin', '/usr/sbin'];

const findServer = () => findProgram('redis-server', FOLDERS) ?? findProgram('valkey-server', FOLDERS);

/** The server's program, installed if it is missing and we may; null when there is none to be had. */
export async function provideRedisServer(report) {
  const found = findServer();
  if (found) return found;
  await installPackages(['redis-server'], { report, service: 'redis-server' });
  return findServer();
}

const quote = (text) => `"${text.replace(/(["\\])/g, '\\$1')}"`;

/** The configuration, handed over by standard input so that the password is on no command line. */
export function redisConfig({ folder, port, password, durable }) {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${quote(folder)}`,
    `requirepass ${password}`,
    'daemonize no',
    'maxmemory-policy noeviction',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'save ""',
    '',
  ].join('\n');
}

async function launch(program, { folder, port, password, durable, log }) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fd = openLog(log);
  const child = spawn(program, ['-'], { cwd: folder, detached: true, stdio: ['pipe', fd, fd] });
  fs.closeSync(fd);
  let failure = null;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', () => (failure ??= outputSinceStart(log) || 'it ended without a word'));
  child.stdin.on('error', () => undefined); // told by `exit`
  child.stdin.end(redisConfig({ folder, port, password, durable }));
  const isReady = async () => (await askRedis({ port, password }, ['PING'])) === '+PONG';
  const isUp = await waitFor(async () => failure !== null || (await isReady()), READY_WITHIN_MS);
  if (!isUp) {
    await stopProcess(child.pid);
    failure ??= `it did not answer within ${READY_WITHIN_MS / 1000} s\n${tailOf(log)}`;
  }
  return { child, failure };
}

/** Redis holds only what may be lost: data it can't read is set aside rather than in the way. */
function setAside(folder, report) {
  const aside = `${folder}-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
  fs.renameSync(folder, aside);
  report(`Redis could not read its data, which was set aside in ${aside}`);
}

async function launchPatiently(program, options, report) {
  let { port } = options;
  let hasSetAside = false;
  for (let attempt = 0; ; attempt += 1) {
    const { child, failure } = await launch(program, { ...options, port });
    if (failure === null) return { child, port };
    if (attempt >= 5) throw new SetUpError(`Redis did not start:\n${failure}`);
    if (/Address already in use|bind:/i.test(failure)) port = await findPort(port + 1);
    else if (!hasSetAside && /AOF|append only|RDB|loading/i.test(failure)) {
      hasSetAside = true;
      setAside(options.folder, report);
    } else throw new SetUpError(`Redis did not start:\n${failure}`);
  }
}

/**
 * Brings up the Redis of a data folder, or returns null when this machine has none and can't get one.
 * @param {{ dataDir: string, password: string, port: number, durable?: boolean, report: (text: string) => void }} options
 *   `port` is where to look first; the password is url-safe
 * @returns {Promise<null | { url: string, port: number, child: object, log: string,
 *   relaunch: () => Promise<object>, stop: () => Promise<boolean> }>}
 */
export async function startRedis({ dataDir, password, port: preferred, durable = true, report }) {
  const program = await provideRedisServer(report);
  if (!program) return null;
  const log = path.join(dataDir, 'logs/redis.log');
  const options = { folder: path.join(dataDir, 'redis'), password, durable, log };
  const { child, port } = await launchPatiently(
    program,
    { ...options, port: await findPort(preferred) },
    report,
  );
  if (port !== preferred) report(`port ${preferred} is taken; Redis uses ${port}`);
  const server = {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    log,
    child,
    relaunch: async () => {
      const { child: next, failure } = await launch(program, { ...options, port });
      if (failure !== null) throw new SetUpError(`Redis did not start again:\n${failure}`);
      server.child = next;
      return next;
    },
    stop: () => stopProcess(server.child.pid, { patienceMs: 15_000 }),
  };
  return server;
}
