import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export const PRISMA_DIR = join(__dirname, '../../prisma');

/** The cluster the tests may make databases in, as a superuser. `npm test` starts one of its own and names it. */
export function adminUrl(database = 'postgres'): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error(
      'TEST_DATABASE_URL must name a PostgreSQL superuser; `npm test` starts a server and sets it.',
    );
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}

/** Runs `fn` with a connection of the administrator. */
export async function asAdmin<T>(fn: (client: Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const client = new Client({ connectionString: adminUrl(database) });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

/** Name of the migrated template, from the migrations' content: a change makes a new one. */
export function templateName(): string {
  const hash = createHash('sha256').update(readFileSync(join(PRISMA_DIR, 'roles.sql')));
  const migrations = join(PRISMA_DIR, 'migrations');
  for (const name of readdirSync(migrations).sort()) {
    if (!name.endsWith('.toml')) hash.update(readFileSync(join(migrations, name, 'migration.sql')));
  }
  return `meja_template_${hash.digest('hex').slice(0, 12)}`;
}

let sequence = 0;

/** A database of the test file's own, cloned from the migrated template. */
export async function createDatabase(): Promise<string> {
  sequence += 1;
  const name = `meja_test_${process.pid}_${Date.now().toString(36)}_${sequence}`;
  await asAdmin(async (client) => {
    // Cloning needs the template free of sessions; another worker may be cloning it at this moment.
    await client.query('SELECT pg_advisory_lock(77316502)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName()}`);
    await client.query('SELECT pg_advisory_unlock(77316502)');
  });
  return name;
}

/** Drops a database, whoever is still connected. */
export async function dropDatabase(name: string): Promise<void> {
  await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}
