/** The application's processes: their environment, migration, seed, start and readiness. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError, say, step } from './log.mjs';
import { backendDir, root, webDir } from './env.mjs';
import { parseLogins } from './logins.mjs';
import { openLog, run, stopProcess, waitFor } from './processes.mjs';

/** Names under which the environment may hold a way to the administrator of the database. */
const ADMINISTRATORS = new Set([
  'DATABASE_URL',
  'TEST_DATABASE_URL',
  'POSTGRES_PASSWORD',
  'PGUSER',
  'PGPASSWORD',
  'PGPASSFILE',
  'PGSERVICE',
]);
const READY_WITHIN_MS = 90_000;
const built = (name) => path.join(backendDir, 'dist', name);

/**
 * The environment of the migration: what the person set, and where that is silent what we provide. It alone knows the
 * administrator of the database; the others get {@link serverEnv}.
 * @param {{ env: object, dataDir: string, secrets: object, databaseUrl: string, redisUrl: string | null, port: number }} facts
 */
export function appEnv({ env, dataDir, secrets, databaseUrl, redisUrl, port }) {
  const { JWT_SECRET, MONITORING_TOKEN, APP_SECRET } = secrets;
  const merged = {
    NODE_ENV: 'production',
    WEB_DIR: webDir,
    JWT_SECRET,
    MONITORING_TOKEN,
    APP_SECRET,
    // What is started here shows its mail at /inbox, unless it has somewhere to send it.
    MEJA_DEMO: '1',
    ...(env.SMTP_URL ? {} : { PUBLIC_URL: `http://localhost:${port}` }),
    ...env,
    MEJA_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  };
  if (redisUrl) merged.REDIS_URL = redisUrl;
  return merged;
}

/**
 * What API, worker and seed are given: the two restricted roles instead of the administrator, whose secrets are nowhere
 * in it.
 * @param {Record<string, string>} env as of {@link appEnv}
 * @param {{ databaseAppUrl: string, databasePlatformUrl: string }} roles as the migration tells them
 */
export function serverEnv(env, { databaseAppUrl, databasePlatformUrl }) {
  const kept = Object.entries(env).filter(([name]) => !ADMINISTRATORS.has(name));
  return {
    ...Object.fromEntries(kept),
    DATABASE_APP_URL: databaseAppUrl,
    DATABASE_PLATFORM_URL: databasePlatformUrl,
  };
}

/** The roles' addresses out of the migration's output: its line of JSON. */
export function parseRoles(output) {
  const line = output.split('\n').find((text) => text.startsWith('{'));
  const roles = line ? JSON.parse(line) : {};
  if (roles.databaseAppUrl && roles.databasePlatformUrl) return roles;
  throw new SetUpError('The migration did not tell the database roles of the server.');
}

async function runProgram(title, program, args, options) {
  const { code, stdout, output } = await run(program, args, { ...options, whole: true });
  if (code === 0) return stdout;
  say(output.trimEnd());
  throw new SetUpError(`${title} failed; the lines above say why.`);
}

/** Runs a program of the server: as built, or (with reload, for development) from its source. */
function runServerProgram(title, { file, source }, args, { env, isFromSource }) {
  if (!isFromSource) return runProgram(title, process.execPath, [built(file), ...args], { cwd: root, env });
  const tsx = path.join(backendDir, 'node_modules/.bin/tsx');
  return runProgram(title, tsx, [source, ...args], { cwd: backendDir, env });
}

const MIGRATE = { file: 'migrate.js', source: 'scripts/migrate.ts' };
const SEED = { file: 'seed.js', source: 'prisma/seed/main.ts' };

/**
 * Migrates as the administrator.
 * @param {{ env: object, isFromSource?: boolean }} options
 * @returns {Promise<Record<string, string>>} the environment of what runs afterwards
 */
export const migrate = (options) =>
  step('Migrating the database', async () => {
    const output = await runServerProgram('The migration', MIGRATE, ['--print-roles'], options);
    return serverEnv(options.env, parseRoles(output));
  });

/** Seeds the demo (which leaves an existing one alone) and returns its log-ins. */
export function seed(options) {
  return step('Demo businesses', async () =>
    parseLogins(await runServerProgram('The demo seed', SEED, ['--print-logins'], options)),
  );
}

/** Starts one role of the server with its output in a log; the log's path and the process come back. */
export function launchRole(role, env, dataDir) {
  const log = path.join(dataDir, 'logs', `${role}.log`);
  const fd = openLog(log);
  const options = { cwd: root, env, detached: true, stdio: ['ignore', fd, fd] };
  const child = spawn(process.execPath, [built('main.js'), '--role', role], options);
  fs.closeSync(fd);
  return { child, log };
}

/** A role as the supervisor keeps it. */
export function roleMember(role, env, dataDir) {
  const { child, log } = launchRole(role, env, dataDir);
  const member = {
    name: role === 'api' ? 'API' : role,
    child,
    log,
    launch: async () => launchRole(role, env, dataDir).child,
    stop: () => stopProcess(member.child.pid, { patienceMs: 15_000 }),
  };
  return member;
}

/** @returns {Promise<string | null>} `ok`, `degraded` or whatever the server calls its state; null when not ready */
async function askReady(address) {
  try {
    const response = await fetch(`${address}/api/health/ready`, { signal: AbortSignal.timeout(2_000) });
    const body = await response.json().catch(() => ({}));
    const state = String(body?.data?.status ?? body?.status ?? '');
    return response.ok || state === 'degraded' ? state || 'ready' : null;
  } catch {
    return null;
  }
}

/** Waits until the API answers that it is ready. */
export async function waitUntilReady(address, hasGivenUp = () => false) {
  const state = await waitFor(() => hasGivenUp() || askReady(address), READY_WITHIN_MS, 100);
  if (typeof state === 'string') return state;
  throw new SetUpError(
    hasGivenUp()
      ? 'The server did not start.'
      : `The server was not ready after ${READY_WITHIN_MS / 1000} s; see the logs.`,
  );
}
