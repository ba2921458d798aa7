import { asAdmin } from './databases';

/** Drops what a test that was cut short left behind; older than any run takes. */
export default async function globalTeardown(): Promise<void> {
  await asAdmin(async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'meja_test_%'",
    );
    const hourAgo = Date.now() - 3_600_000;
    for (const { datname } of rows) {
      if (parseInt(datname.split('_')[3] ?? '', 36) < hourAgo) {
        await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
      }
    }
  });
}
