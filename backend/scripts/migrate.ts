import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, config } from '../src/platform/config';
import { migrate } from '../src/platform/db/migrate';

// The processes that serve are given the two restricted roles and nothing of the administrator; whoever starts them asks
// here, where the administrator is known.
const { values } = parseArgs({ options: { 'print-roles': { type: 'boolean' } } });
const prismaDir = process.env.PRISMA_DIR ?? join(import.meta.dirname, '../prisma');
const { databaseUrl, databaseAppUrl, databasePlatformUrl } = config();
if (!databaseUrl)
  throw new ConfigError('DATABASE_URL must name the administrator of the database: it migrates.');
const applied = await migrate(databaseUrl, prismaDir, config());
process.stdout.write(applied.length ? `applied ${applied.join(', ')}\n` : 'database is up to date\n');
if (values['print-roles'])
  process.stdout.write(`${JSON.stringify({ databaseAppUrl, databasePlatformUrl })}\n`);
