import { join } from 'node:path';
import { ConfigError, config } from '../src/platform/config';
import { migrate } from '../src/platform/db/migrate';

const prismaDir = process.env.PRISMA_DIR ?? join(import.meta.dirname, '../prisma');
const { databaseUrl } = config();
if (!databaseUrl)
  throw new ConfigError('DATABASE_URL must name the administrator of the database: it migrates.');
const applied = await migrate(databaseUrl, prismaDir, config());
process.stdout.write(applied.length ? `applied ${applied.join(', ')}\n` : 'database is up to date\n');
