import { vi } from 'vitest';

/** One call as it reached the network. */
export interface Asked {
  method: string;
  /** Below `/api/v1`, without its query. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}
export type Answered = { status?: number; data?: unknown; headers?: Record<string, string> } | 'lost';

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/**
 * Answers calls where they would leave the page; everything above that is the real client. `lost`: no answer comes. It
 * ends with `vi.unstubAllGlobals()`.
 */
export function answerCalls(answer: (asked: Asked) => Answered | Promise<Answered>): void {
  vi.stubGlobal('fetch', async (address: string, { method = 'GET', headers, body }: Sent = {}) => {
    const url = new URL(address, 'http://till.test');
    const answered = await answer({
      method,
      path: url.pathname.replace(/^\/api\/v1/, ''),
      query: url.searchParams,
      headers: new Headers(headers),
      body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body,
    });
    if (answered === 'lost') throw new TypeError('Failed to fetch');
    const { status = 200, data } = answered;
    return {
      status,
      ok: status >= 200 && status < 300,
      headers: new Headers(answered.headers),
      text: () => Promise.resolve(data === undefined ? '' : JSON.stringify(data)),
    };
  });
}
