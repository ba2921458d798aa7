import assert from 'node:assert/strict';
import test from 'node:test';
import { appEnv, parseRoles, serverEnv } from '../lib/app.mjs';

const facts = {
  env: {
    DATABASE_URL: 'postgres://root:very-secret@db:5432/meja',
    TEST_DATABASE_URL: 'postgres://root:very-secret@db:5432/test',
    POSTGRES_PASSWORD: 'very-secret',
    PGPASSWORD: 'very-secret',
    PATH: '/bin',
    LOG_LEVEL: 'warn',
  },
  dataDir: '/data',
  secrets: { JWT_SECRET: 'j', MONITORING_TOKEN: 'm', APP_SECRET: 'a', POSTGRES_PASSWORD: 'very-secret' },
  databaseUrl: 'postgres://postgres:very-secret@127.0.0.1:54320/meja',
  redisUrl: 'redis://:r@127.0.0.1:63790',
  port: 8080,
};
const roles = {
  databaseAppUrl: 'postgres://meja_app:one@127.0.0.1:54320/meja',
  databasePlatformUrl: 'postgres://meja_platform:two@127.0.0.1:54320/meja',
};

test('F-49 the migration has the administrator of the database, API, worker and seed have not', () => {
  const admin = appEnv(facts);
  assert.equal(admin.DATABASE_URL, facts.databaseUrl);
  const server = serverEnv(admin, roles);
  assert.equal(JSON.stringify(server).includes('very-secret'), false);
  assert.deepEqual(
    Object.keys(server).filter((name) => /DATABASE|^PG/.test(name)),
    ['DATABASE_APP_URL', 'DATABASE_PLATFORM_URL'],
  );
  assert.equal(server.DATABASE_APP_URL, roles.databaseAppUrl);
  assert.equal(server.DATABASE_PLATFORM_URL, roles.databasePlatformUrl);
  for (const name of ['PATH', 'LOG_LEVEL', 'JWT_SECRET', 'REDIS_URL', 'PORT', 'MEJA_DATA_DIR'])
    assert.equal(server[name], admin[name]);
});

test('F-49 the roles are what the migration says they are, or the start fails', () => {
  assert.deepEqual(parseRoles(`applied a, b\n${JSON.stringify(roles)}\n`), roles);
  assert.throws(() => parseRoles('database is up to date\n'), /roles/);
});
