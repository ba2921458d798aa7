import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { adminUrl } from '../setup';
import { freePort } from './redis-server';
import { until } from './until';

const BACKEND = join(__dirname, '../..');

export interface Service {
  baseUrl: string;
  pid: number;
  /** Everything it wrote. */
  output(): string;
  /** Sends a signal and waits for the end; the exit code, or null where a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  exited: Promise<number | null>;
}

const ATTEMPTS = 4;

/**
 * Starts the real entry as a process of its own; `env` adds to or replaces what it is told. A port that somebody took
 * between being looked for and being used is no finding: another one is tried.
 */
export async function startService(...args: Parameters<typeof launch>): Promise<Service> {
  for (let attempt = 1; ; attempt += 1) {
    const service = await launch(...args);
    const isGiven = args[2]?.PORT !== undefined;
    if (isGiven || attempt === ATTEMPTS || !/PORT \d+ is taken/.test(service.output())) return service;
  }
}

export interface LaunchOptions {
  stdio?: StdioOptions;
  /** What it writes once it is as far as the test wants it; null: it answers. */
  sign?: string | null;
}

const isAlive = (baseUrl: string) =>
  fetch(`${baseUrl}/api/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );

async function launch(
  role: 'api' | 'worker' | 'all',
  database: string,
  env: Record<string, string> = {},
  { stdio = ['ignore', 'pipe', 'pipe'], sign = '"message":"started"' }: LaunchOptions = {},
): Promise<Service> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', '--role', role], {
    cwd: BACKEND,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DATABASE_URL: adminUrl(database),
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      PORT: String(port),
      ...env,
    },
    stdio,
  });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  let hasEnded = false;
  void exited.then(() => (hasEnded = true));
  const service: Service = {
    baseUrl: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    output: () => output,
    exited,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
  await until(
    `${role} has started or ended:\n${output}`,
    async () => hasEnded || (sign ? output.includes(sign) : await isAlive(service.baseUrl)),
    30_000,
  );
  return service;
}
