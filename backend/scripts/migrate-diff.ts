/**
 * Prints the SQL from the last committed schema files to the present ones:
 * `pnpm --filter @meja/backend migrate:diff > prisma/migrations/<stamp>_<name>/migration.sql`
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { diffSchemas, readSchemaFiles } from '../src/platform/db/schema-engine';

const dir = resolve(import.meta.dirname, '../prisma/schema');
const url = process.env.DATABASE_URL;
if (!url) throw new Error('DATABASE_URL is needed: the engine opens a connection even to compare files.');

function committed(): { path: string; content: string }[] | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8' });
  const names = git('ls-tree', '--name-only', 'HEAD', './')
    .split('\n')
    .filter((n) => n.endsWith('.prisma'));
  return names.length ? names.map((path) => ({ path, content: git('show', `HEAD:./${path}`) })) : null;
}

process.stdout.write(await diffSchemas({ connectionString: url }, committed(), await readSchemaFiles(dir)));
