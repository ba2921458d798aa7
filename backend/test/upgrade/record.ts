/**
 * Records a database of the version at hand, with the lives of two businesses in it, for the upgrade test of the
 * versions to come. Run before a release whose migrations change what is stored:
 * `RECORD_UPGRADE=1 pnpm --filter @meja/backend exec jest --selectProjects api record`
 */
import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { adminUrl, startTestApp } from '../setup';
import { PRISMA_DIR } from '../setup/databases';
import { live } from './life';
import { observe } from './observe';

test('records what this version leaves in its database', async () => {
  const app = await startTestApp();
  try {
    const migrations = readdirSync(join(PRISMA_DIR, 'migrations')).filter((name) => /^\d{14}_/.test(name));
    const version = migrations.sort().at(-1)!;
    const people = [await live(app, 'Warung Lama'), await live(app, 'Toko Lama')];
    const expected: Awaited<ReturnType<typeof observe>>[] = [];
    for (const { token } of people) expected.push(await observe(app.as(token)));
    const dump = await promisify(execFile)(
      'pg_dump',
      [
        '--data-only',
        '--column-inserts',
        '--rows-per-insert=50',
        '--no-owner',
        '--exclude-table=_prisma_migrations',
        adminUrl(app.database),
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const folder = join(__dirname, 'snapshots');
    const sql = dump.stdout.replace(/^(?:--.*|\\(?:un)?restrict.*)?\n/gm, '');
    writeFileSync(join(folder, `${version}.sql`), sql);
    const note = {
      recordedAt: new Date().toISOString(),
      businesses: people.map(({ email, password, people: staff }, index) => ({
        email,
        password,
        staff,
        expected: expected[index],
      })),
    };
    writeFileSync(join(folder, `${version}.json`), `${JSON.stringify(note, null, 2)}\n`);
  } finally {
    await app.stop();
  }
}, 120_000);
