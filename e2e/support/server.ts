import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { backendDir, resultsDir, root, superAdmin, webDir } from './settings';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 12_000;

export interface RunningServer {
  url: string;
  databaseUrl: string;
  /** What the demo's seed printed, where it was asked for. */
  seeded: string;
  stop: () => Promise<void>;
}

interface DatabaseClient {
  connect: () => Promise<void>;
  query: (text: string) => Promise<unknown>;
  end: () => Promise<void>;
}

function required(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} must name a server of the tests; \`npm test\` starts one and sets it.`);
  return value;
}

/** Runs SQL as the superuser, on the server's own database or on another of its cluster. */
export async function asAdministrator(sql: string, url = required('TEST_DATABASE_URL')): Promise<void> {
  const { Client } = createRequire(path.join(backendDir, 'package.json'))('pg') as {
    Client: new (options: { connectionString: string }) => DatabaseClient;
  };
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function assertBuilt(): void {
  for (const file of [path.join(backendDir, 'dist/main.js'), path.join(webDir, 'index.html')]) {
    if (!fs.existsSync(file))
      throw new Error(`${path.relative(root, file)} is missing: run \`pnpm build\` first.`);
  }
}

const logPath = (name: string): string => path.join(resultsDir, `e2e-${name}.log`);

function launch(name: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const log = fs.openSync(logPath(name), 'w');
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  return child;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function ended(child: ChildProcess): Promise<number | null> {
  if (!hasEnded(child)) await new Promise((resolve) => child.once('exit', resolve));
  return child.exitCode;
}

interface Roles {
  databaseAppUrl: string;
  databasePlatformUrl: string;
}

/** Migrates as the administrator, who is known to the migration alone; gives the environment of the others. */
async function migrate(
  file: string,
  { DATABASE_URL, ...env }: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const code = await ended(launch('migrate', [file, '--print-roles'], { ...env, DATABASE_URL }));
  if (code !== 0) throw new Error('The migration failed; see test-results/e2e-migrate.log.');
  const line = fs
    .readFileSync(logPath('migrate'), 'utf8')
    .split('\n')
    .find((text) => text.startsWith('{'))!;
  const { databaseAppUrl, databasePlatformUrl } = JSON.parse(line) as Roles;
  return { ...env, DATABASE_APP_URL: databaseAppUrl, DATABASE_PLATFORM_URL: databasePlatformUrl };
}

async function runSeed(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const code = await ended(launch('seed', [file, '--print-logins'], env));
  if (code !== 0) throw new Error('The demo could not be made; see test-results/e2e-seed.log.');
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended(child);
  clearTimeout(hard);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function waitUntilReady(url: string, members: ChildProcess[]): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (members.some(hasEnded)) throw new Error('The server ended at its start; see test-results/e2e-*.log.');
    if (Date.now() > until) throw new Error('The server was not ready in time; see test-results/e2e-*.log.');
    await pause(100);
  }
}

/**
 * API and worker as production runs them, on a database of their own; `stop` ends both and drops it.
 * `demo`: with the two businesses of the demo; `more`: further settings, by the server's own address.
 */
export async function startServer({
  demo = false,
  more = (_url: string): Promise<NodeJS.ProcessEnv> => Promise.resolve({}),
} = {}): Promise<RunningServer> {
  assertBuilt();
  fs.mkdirSync(resultsDir, { recursive: true });
  const database = `meja_e2e_${process.pid}_${Date.now().toString(36)}`;
  const databaseUrl = new URL(required('TEST_DATABASE_URL'));
  databaseUrl.pathname = `/${database}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    WEB_DIR: webDir,
    // Mail is read at /inbox.
    MEJA_DEMO: '1',
    // Every test opens a business of its own; the hash's strength is not what they look at.
    PASSWORD_COST: '4',
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: required('TEST_REDIS_URL'),
    JWT_SECRET: randomBytes(32).toString('hex'),
    APP_SECRET: randomBytes(32).toString('hex'),
    MONITORING_TOKEN: randomBytes(16).toString('hex'),
    SUPER_ADMIN_EMAIL: superAdmin.email,
    SUPER_ADMIN_PASSWORD: superAdmin.password,
    RATE_LIMIT_MAX_REQUESTS: '1000000',
    LOG_LEVEL: 'warn',
    ...(await more(url)),
  };
  const simulatorPort = String(await freePort());
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  Object.assign(env, {
    GATEWAY_SIMULATOR_URL: simulatorUrl,
    GATEWAY_SIMULATOR_KEY: randomBytes(16).toString('hex'),
    GATEWAY_SIMULATOR_PORT: simulatorPort,
    GATEWAY_SIMULATOR_NOTIFY: url,
  });
  const built = (name: string): string => path.join(backendDir, 'dist', name);
  const members: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(members.map(stopChild));
    await asAdministrator(`drop database if exists ${database} with (force)`);
  };
  await asAdministrator(`create database ${database}`);
  try {
    const serverEnv = await migrate(built('migrate.js'), env);
    if (demo) await runSeed(built('seed.js'), serverEnv);
    for (const role of ['api', 'worker'])
      members.push(launch(role, [built('main.js'), '--role', role], serverEnv));
    members.push(launch('simulator', [path.join(backendDir, '../simulator/main.mjs')], serverEnv));
    await waitUntilReady(url, members);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    databaseUrl: databaseUrl.href,
    stop,
    seeded: demo ? fs.readFileSync(logPath('seed'), 'utf8') : '',
  };
}
