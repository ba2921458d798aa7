import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { PRISMA_DIR, asAdmin } from './databases';

async function run(client: Client, names: readonly string[]): Promise<void> {
  await client.query('SET ROLE meja_owner');
  for (const name of names) {
    await client.query(await readFile(join(PRISMA_DIR, 'migrations', name, 'migration.sql'), 'utf8'));
  }
  await client.query('RESET ROLE');
}

/**
 * A database as it was before the first migration whose name ends like this, filled by `fill` as a superuser and then
 * brought up to date: what a migration does to rows that stand already. Drop it by its name afterwards.
 */
export async function migrateFilled(suffix: string, fill: string): Promise<string> {
  const database = `meja_old_${process.pid}_${Date.now().toString(36)}`;
  const names = (await readdir(join(PRISMA_DIR, 'migrations')))
    .filter((name) => !name.endsWith('.toml'))
    .sort();
  const place = names.findIndex((name) => name.endsWith(suffix));
  if (place < 0) throw new Error(`no migration is named …${suffix}`);
  await asAdmin((client) => client.query(`CREATE DATABASE ${database}`));
  await asAdmin(async (client) => {
    await client.query(await readFile(join(PRISMA_DIR, 'roles.sql'), 'utf8'));
    // The engine's own table; migrations grant rights on it.
    await client.query(
      'CREATE TABLE _prisma_migrations (id text); ALTER TABLE _prisma_migrations OWNER TO meja_owner',
    );
    await run(client, names.slice(0, place));
    await client.query(fill);
    await run(client, names.slice(place));
  }, database);
  return database;
}
