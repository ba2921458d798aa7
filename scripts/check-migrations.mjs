/** Applies the migrations to an empty database of TEST_DATABASE_URL's server, then again: the second time changes nothing. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetUpError, reportAndExit, say } from './lib/log.mjs';
import { backendDir, root } from './lib/env.mjs';
import { run } from './lib/processes.mjs';

const database = `meja_migrations_${process.pid}`;

async function migrate(url) {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: url };
  const { code, output, stdout } = await run(process.execPath, [path.join(backendDir, 'dist/migrate.js')], {
    cwd: root,
    env,
  });
  if (code !== 0) throw new SetUpError(`The migration failed:\n${output}`);
  return stdout.trim();
}

/** Everything the catalogue knows that a migration could change; equal before and after means nothing was. */
const CATALOGUE = `
  select 'column' kind, format('%s.%s %s %s', table_name, column_name, data_type, column_default) what
    from information_schema.columns where table_schema = 'public'
  union all select 'policy', format('%s %s', tablename, policyname) from pg_policies
  union all select 'function', p.oid::regprocedure::text from pg_proc p where pronamespace = 'public'::regnamespace
  union all select 'index', indexdef from pg_indexes where schemaname = 'public'
  union all select 'constraint', conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select 'migration', migration_name || ' ' || checksum from _prisma_migrations
  order by 1, 2`;

async function check(pg, serverUrl) {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const withClient = async (connectionString, work) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const readCatalogue = () =>
    withClient(url.href, async (client) => JSON.stringify((await client.query(CATALOGUE)).rows));
  await withClient(serverUrl, (client) => client.query(`create database ${database}`));
  try {
    say(`empty database: ${await migrate(url.href)}`);
    const first = await readCatalogue();
    say(`again: ${await migrate(url.href)}`);
    if ((await readCatalogue()) !== first)
      throw new SetUpError('Migrating a second time changed the database.');
    if (first === '[]') throw new SetUpError('The migrations made nothing.');
  } finally {
    await withClient(serverUrl, (client) => client.query(`drop database if exists ${database} with (force)`));
  }
}

try {
  if (!process.env.TEST_DATABASE_URL) throw new SetUpError('TEST_DATABASE_URL is not set.');
  const pg = createRequire(path.join(backendDir, 'package.json'))('pg');
  await check(pg, process.env.TEST_DATABASE_URL);
} catch (error) {
  reportAndExit(error);
}
