import { readdir } from 'node:fs/promises';
import { ConfigError } from '../config';
import { appPool, platformPool } from './pools';

const REQUIRED_MAJOR = 15;

/**
 * Refuses to run on a database that would not keep tenants apart or is not this version's (DEP-07): server too old,
 * an app role that row-level security does not bind, migrations missing or failed. Throws {@link ConfigError}.
 */
export async function checkDatabase(migrationsDir: string): Promise<void> {
  const { rows } = await appPool().query<{ version: number; super: boolean; bypass: boolean; role: string }>(
    `SELECT current_setting('server_version_num')::int AS version, rolsuper AS super, rolbypassrls AS bypass,
            rolname AS role FROM pg_roles WHERE rolname = current_user`,
  );
  const app = rows[0]!;
  if (app.version < REQUIRED_MAJOR * 10_000) {
    throw new ConfigError(`PostgreSQL ${REQUIRED_MAJOR} or newer is needed; the server is ${app.version}.`);
  }
  if (app.super || app.bypass) {
    throw new ConfigError(
      `The API connects as ${app.role}, which row-level security does not bind; use meja_app.`,
    );
  }
  const platform = await platformPool().query<{ super: boolean; bypass: boolean; role: string }>(
    'SELECT rolsuper AS super, rolbypassrls AS bypass, rolname AS role FROM pg_roles WHERE rolname = current_user',
  );
  if (platform.rows[0]?.super) {
    throw new ConfigError(`The platform role is ${platform.rows[0].role}, a superuser; use meja_platform.`);
  }
  if (!platform.rows[0]?.bypass) {
    throw new ConfigError('The platform role must have BYPASSRLS; run the migration step again.');
  }
  const wanted = (await readdir(migrationsDir, { withFileTypes: true }))
    .filter((e) => e.isDirectory())
    .map((e) => e.name);
  const applied = await appPool()
    .query<{ name: string; done: boolean }>(
      'SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    .catch(() => ({ rows: [] }));
  const done = new Set(applied.rows.filter((row) => row.done).map((row) => row.name));
  const missing = wanted.filter((name) => !done.has(name));
  if (missing.length) {
    throw new ConfigError(
      `The database lacks ${missing.length} migration(s), first ${missing[0]}; run the migration step.`,
    );
  }
}
