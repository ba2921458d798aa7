/** PostgreSQL and Redis of one test run, in a temporary folder that goes with them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { note, warn } from './log.mjs';
import { providePostgres, provideRedis } from './infrastructure.mjs';
import { anyPort } from './ports.mjs';
import { findPlace } from './postgres-place.mjs';
import { clearStaleLock } from './postmaster.mjs';
import { findRunning, stopOrphans, takeRunFile } from './run-file.mjs';
import { openSecrets } from './secrets.mjs';

const PREFIX = 'meja-test-';

function removeAll(dataDir) {
  const place = findPlace(dataDir);
  if (place) fs.rmSync(place, { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
}

/** Clears away what test runs left behind that were killed. */
async function sweepAbandoned() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = fs.realpathSync(path.join(os.tmpdir(), name));
    const isOurs =
      fs.statSync(folder).uid === process.getuid?.() && fs.existsSync(path.join(folder, 'run.json'));
    if (!isOurs || findRunning(folder)) continue;
    note(`clearing ${folder}, left over from a test run that was killed`);
    await stopOrphans(folder, note);
    const data = path.join(findPlace(folder) ?? folder, 'postgres');
    if (fs.existsSync(data)) await clearStaleLock(fs.realpathSync(data), note);
    removeAll(folder);
  }
}

/**
 * @param {Record<string, string>} env `TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers to use instead of our own
 * @returns {Promise<{ databaseUrl: string, redisUrl: string | null, close: () => Promise<void> }>}
 */
export async function openTestServices(env) {
  await sweepAbandoned();
  const dataDir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), PREFIX)));
  fs.chmodSync(dataDir, 0o755);
  fs.mkdirSync(path.join(dataDir, 'logs'));
  const runFile = takeRunFile(dataDir);
  const servers = [];
  let closing = null;
  const stopAll = async () => {
    for (const server of servers.splice(0).reverse()) await server.stop();
    removeAll(dataDir);
  };
  const close = () => (closing ??= stopAll());
  const keep = (name, { server }) => {
    if (!server) return;
    servers.push(server);
    runFile.addChild(name, server.child.pid);
  };
  try {
    const common = { dataDir, secrets: openSecrets(dataDir), durable: false };
    const redis = await provideRedis({
      ...common,
      env: { REDIS_URL: env.TEST_REDIS_URL },
      port: await anyPort(),
    });
    keep('redis', redis);
    const named = { DATABASE_URL: env.TEST_DATABASE_URL };
    const postgres = await providePostgres({ ...common, env: named, port: await anyPort() });
    keep('postgres', postgres);
    if (!redis.url) warn('Tests that need Redis will fail.');
    return { databaseUrl: postgres.url, redisUrl: redis.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
