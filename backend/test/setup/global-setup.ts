import { migrate } from '../../src/platform/db/migrate';
import { PRISMA_DIR, adminUrl, asAdmin, templateName } from './databases';

/** Makes the migrated template once per run. */
export default async function globalSetup(): Promise<void> {
  const template = templateName();
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock(77316503)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount) return;
    const draft = `${template}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(adminUrl(draft), PRISMA_DIR);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  });
}
