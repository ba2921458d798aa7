/** PostgreSQL and Redis: those the environment names, or our own. */
import { SetUpError, step, warn } from './log.mjs';
import { canConnect } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/** A URL with its password hidden, for people. */
export function hidePassword(url) {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = '***';
    return parsed.toString();
  } catch {
    return url;
  }
}

async function checkServer(name, url, defaultPort) {
  const { hostname, port } = new URL(url);
  if (await canConnect(hostname.replace(/^\[|\]$/g, ''), Number(port || defaultPort), 5_000)) return;
  throw new SetUpError(
    `${name} names ${hidePassword(url)}, but nothing answers there. Start that server or unset ${name}.`,
  );
}

/** @returns {Promise<{ url: string, server: object | null }>} server null: it is not ours */
export async function providePostgres({ env, dataDir, secrets, port = 54_320, durable = true }) {
  if (env.DATABASE_URL) {
    await step('PostgreSQL of DATABASE_URL', () => checkServer('DATABASE_URL', env.DATABASE_URL, 5432));
    return { url: env.DATABASE_URL, server: null };
  }
  const server = await step('Starting PostgreSQL', async (detail) => {
    const password = secrets.POSTGRES_PASSWORD;
    const started = await startPostgres({ dataDir, password, port, durable, report: warn });
    detail(`port ${started.port}`);
    return started;
  });
  return { url: server.url, server };
}

/** @returns {Promise<{ url: string | null, server: object | null }>} url null: there is no Redis */
export async function provideRedis({ env, dataDir, secrets, port = 63_790, durable = true }) {
  if (env.REDIS_URL) {
    await step('Redis of REDIS_URL', () => checkServer('REDIS_URL', env.REDIS_URL, 6379));
    return { url: env.REDIS_URL, server: null };
  }
  const server = await step('Starting Redis', async (detail) => {
    const password = secrets.REDIS_PASSWORD;
    const started = await startRedis({ dataDir, password, port, durable, report: warn });
    detail(started ? `port ${started.port}` : 'none on this machine');
    return started;
  });
  if (!server) {
    warn(
      'There is no redis-server or valkey-server on this machine and it could not be installed. Meja runs without:',
    );
    warn(
      'selling goes on, kitchen screens refresh more slowly, limits are counted per process. Install Redis for the rest.',
    );
  }
  return { url: server?.url ?? null, server };
}
