import { createServer } from 'node:http';
import { problemText } from '@meja/domain';

/**
 * Answers on the API's port while the process waits for its database: alive, not ready, and 503 to everything else, so
 * that probes and people are told rather than refused. `close()` frees the port.
 */
export async function openWaitingRoom(port: number): Promise<{ close(): Promise<void> }> {
  const code = 'unavailable';
  const problem = { type: `https://meja.id/problems/${code}`, ...problemText(code, 'id'), status: 503, code };
  const server = createServer((req, res) => {
    const isProbe = /^\/api\/health(?:\/live)?\/?$/.test(req.url?.split('?')[0] ?? '');
    const body = JSON.stringify(
      isProbe ? { status: 'ok', waitingFor: 'database' } : { ...problem, instance: req.url },
    );
    res.writeHead(isProbe ? 200 : 503, {
      'Content-Type': isProbe ? 'application/json' : 'application/problem+json',
      'Cache-Control': 'no-store',
      Connection: 'close',
      ...(!isProbe && { 'Retry-After': '5' }),
    });
    res.end(body);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
