import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_WITHIN_MS = 180_000;

interface RunFile {
  children: Partial<Record<string, { pid: number }>>;
}

/** A Meja that was started as a person starts it: `npm start` on a data folder of its own. */
export interface Product {
  url: string;
  dataDir: string;
  /** The administrator's way to its database. */
  databaseUrl: string;
  redisUrl: string;
  /** The process of a name of `run.json` now: `API`, `worker`, `postgres`, `redis`. */
  pidOf(name: string): number;
  kill(name: string): void;
  /** Ends the launcher as a power cut ends it, and nothing else. */
  killLauncher(): Promise<void>;
  /** What the launcher said. */
  said(): string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Whether this process is there and no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** `ok`, `degraded`, or null where the service is not ready. */
export async function readiness(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? ((await answer.json()) as { status: string }).status : null;
  } catch {
    return null;
  }
}

/** Polls until something holds. Throws after `withinMs`, saying what was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const from = Date.now();
  while (!(await holds())) {
    if (Date.now() - from > withinMs) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await pause(100);
  }
  return Date.now() - from;
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Starts Meja on a data folder; `env` says what differs from a person's start. */
export async function startProduct(dataDir: string, env: Record<string, string>): Promise<Product> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let said = '';
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MEJA_DATA_DIR: dataDir,
      MEJA_DEMO: '0',
      PORT: String(port),
      RATE_LIMIT_MAX_REQUESTS: '1000000',
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  await until(
    `Meja is ready:\n${said}`,
    async () => {
      if (ended(child)) throw new Error(`npm start ended:\n${said}`);
      return /is open:/.test(said) && (await readiness(url)) !== null;
    },
    READY_WITHIN_MS,
  );
  const secrets = JSON.parse(fs.readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >;
  const portOf = (name: string): string => new RegExp(`${name}.*?port (\\d+)`).exec(said)?.[1] ?? '';
  const pidOf = (name: string): number => {
    const run = JSON.parse(fs.readFileSync(path.join(dataDir, 'run.json'), 'utf8')) as RunFile;
    const pid = run.children[name]?.pid;
    if (!pid) throw new Error(`run.json names no ${name}`);
    return pid;
  };
  return {
    url,
    dataDir,
    databaseUrl:
      env.DATABASE_URL ||
      `postgres://postgres:${secrets.POSTGRES_PASSWORD}@127.0.0.1:${portOf('Starting PostgreSQL')}/meja`,
    redisUrl: env.REDIS_URL || `redis://:${secrets.REDIS_PASSWORD}@127.0.0.1:${portOf('Starting Redis')}`,
    pidOf,
    kill: (name) => void process.kill(pidOf(name), 'SIGKILL'),
    async killLauncher() {
      child.kill('SIGKILL');
      await until('the launcher has ended', () => ended(child), 5_000);
    },
    said: () => said,
    async stop() {
      if (ended(child)) return;
      child.kill('SIGTERM');
      await until('Meja has stopped', () => ended(child), 60_000).catch(() => child.kill('SIGKILL'));
    },
  };
}
