import { startServer } from './server';

/** One server for the whole run, stopped and cleared away at its end. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer();
  process.env.MEJA_E2E_URL = server.url;
  return server.stop;
}
