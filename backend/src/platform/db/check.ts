import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ConfigError } from '../config';
import { log } from '../logging';
import { isDatabaseAway } from './errors';
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

/** The pauses between two looks grow up to this. Milliseconds. */
const LOOK_AT_MOST_EVERY_MS = 5_000;

/**
 * {@link checkDatabase}, as soon as there is a database to check: one that is away at the start is waited for, without
 * end. `onWait` is called once, where there is something to wait for. Throws {@link ConfigError} as the check does.
 */
export async function waitForDatabase(migrationsDir: string, onWait: () => Promise<void>): Promise<void> {
  for (let pause = 250, looks = 0; ; looks += 1) {
    try {
      return await checkDatabase(migrationsDir);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (looks === 0) await onWait();
      log.warn('waiting for the database', { error });
    }
    await setTimeout(pause);
    pause = Math.min(pause * 2, LOOK_AT_MOST_EVERY_MS);
  }
}
