import { join } from 'node:path';
import { config } from '../src/platform/config';
import { migrate } from '../src/platform/db/migrate';

const prismaDir = process.env.PRISMA_DIR ?? join(import.meta.dirname, '../prisma');
const applied = await migrate(config().databaseUrl, prismaDir);
process.stdout.write(applied.length ? `applied ${applied.join(', ')}\n` : 'database is up to date\n');
