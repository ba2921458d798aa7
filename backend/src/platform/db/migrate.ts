import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { loadConfig } from '../config';
import type { Config } from '../config';
import { applyMigrations } from './schema-engine';

/** How the restricted roles sign in. */
type RoleUrls = Pick<Config, 'databaseAppUrl' | 'databasePlatformUrl'>;

/**
 * Brings a database up to date: the three roles (with the passwords that their URLs carry), then the
 * migrations as `meja_owner`, so that no table belongs to a superuser. A step of its own, run once, never by every
 * replica at its start. `prismaDir` holds `roles.sql` and `migrations/`.
 */
export async function migrate(
  adminUrl: string,
  prismaDir: string,
  { databaseAppUrl, databasePlatformUrl }: RoleUrls = loadConfig({ DATABASE_URL: adminUrl }),
): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(await readFile(join(prismaDir, 'roles.sql'), 'utf8'));
    for (const url of [databaseAppUrl, databasePlatformUrl]) {
      const { username, password } = new URL(url);
      const role = client.escapeIdentifier(decodeURIComponent(username));
      await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(decodeURIComponent(password))}`);
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  return applyMigrations(
    { connectionString: adminUrl, options: '-c role=meja_owner' },
    join(prismaDir, 'migrations'),
  );
}
