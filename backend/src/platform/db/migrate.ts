import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { rolePassword } from '../config';
import { applyMigrations } from './schema-engine';

/**
 * Brings a database up to date: the three roles (with the passwords derived from the administrator's URL), then the
 * migrations as `meja_owner`, so that no table belongs to a superuser. A step of its own, run once, never by every
 * replica at its start. `prismaDir` holds `roles.sql` and `migrations/`.
 */
export async function migrate(adminUrl: string, prismaDir: string): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(await readFile(join(prismaDir, 'roles.sql'), 'utf8'));
    for (const role of ['meja_app', 'meja_platform']) {
      await client.query(`ALTER ROLE ${role} PASSWORD '${rolePassword(adminUrl, role)}'`);
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
