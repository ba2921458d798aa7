import type { CDPSession, Page } from '@playwright/test';

/** What went over the wire for one request, headers and body, as the browser counted it. */
export interface Transfer {
  path: string;
  /** `file`: what the web server hands out; `api`: calls of `/api`; `live`: the socket's line. */
  kind: 'file' | 'api' | 'live';
  encoding: string;
  bytes: number;
}

export interface Traffic {
  transfers: readonly Transfer[];
  stop: () => Promise<void>;
}

interface ResponseSeen {
  requestId: string;
  response: { url: string; headers: Record<string, string>; encodedDataLength: number };
}
interface Finished {
  requestId: string;
  encodedDataLength: number;
}
interface SocketSeen {
  requestId: string;
  url: string;
}

const kindOf = (path: string): Transfer['kind'] => {
  if (path.startsWith('/api/')) return 'api';
  return path.startsWith('/socket.io') ? 'live' : 'file';
};

/** Notes every request of a page from now on. Nothing comes from a cache where `cold`. */
export async function watchTraffic(page: Page, { cold = true } = {}): Promise<Traffic> {
  const device: CDPSession = await page.context().newCDPSession(page);
  const open = new Map<string, Transfer>();
  const transfers: Transfer[] = [];
  await device.send('Network.enable');
  await device.send('Network.setCacheDisabled', { cacheDisabled: cold });
  device.on('Network.responseReceived', ({ requestId, response }: ResponseSeen) => {
    const url = new URL(response.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return;
    const encoding = response.headers['Content-Encoding'] ?? response.headers['content-encoding'] ?? '';
    const transfer = { path: url.pathname, kind: kindOf(url.pathname), encoding, bytes: 0 };
    open.set(requestId, transfer);
    transfers.push(transfer);
  });
  device.on('Network.loadingFinished', ({ requestId, encodedDataLength }: Finished) => {
    const transfer = open.get(requestId);
    if (transfer) transfer.bytes = encodedDataLength;
  });
  device.on('Network.webSocketCreated', ({ url }: SocketSeen) => {
    transfers.push({ path: new URL(url).pathname, kind: 'live', encoding: '', bytes: 0 });
  });
  return { transfers, stop: () => device.detach() };
}

/** Requests and bytes of one kind, or of all. */
export function sumOf(
  transfers: readonly Transfer[],
  kind?: Transfer['kind'],
): { requests: number; bytes: number } {
  const chosen = transfers.filter((transfer) => !kind || transfer.kind === kind);
  return { requests: chosen.length, bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0) };
}
