import type { IncomingMessage } from 'node:http';
import { config } from '../config';

/** Whether a page of this origin may open a socket: our own host, an allowed one, or no page at all (no `Origin`). */
export function isOriginAllowed({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (config().allowedOrigins.includes(origin)) return true;
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}
