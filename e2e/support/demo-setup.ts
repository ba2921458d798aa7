import { startServer } from './server';

/** One server with the demo's two businesses; their log-ins are in `MEJA_E2E_LOGINS`. */
export default async function demoSetup(): Promise<() => Promise<void>> {
  const server = await startServer({ demo: true });
  process.env.MEJA_E2E_URL = server.url;
  process.env.MEJA_E2E_DATABASE_URL = server.databaseUrl;
  process.env.MEJA_E2E_LOGINS = server.seeded;
  return server.stop;
}
