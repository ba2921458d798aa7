import type { ServerResponse } from 'node:http';
import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const EXPOSED_HEADERS = [
  'X-Request-Id',
  'ETag',
  'Retry-After',
  'Idempotent-Replayed',
  'Content-Disposition',
  ...['', '-Policy', '-Limit', '-Remaining', '-Reset'].map((part) => `RateLimit${part}`),
];

export const HELMET_OPTIONS: Parameters<typeof helmet>[0] = {
  contentSecurityPolicy: {
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    useDefaults: false,
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
};

export const corsOptions = (allowedOrigins: string[]): cors.CorsOptions => ({
  origin: allowedOrigins,
  credentials: true,
  maxAge: 600,
  exposedHeaders: EXPOSED_HEADERS,
});

export type HeaderSet = readonly (readonly [string, string])[];

/** What middleware sets on the answer to a plain request, the same each time. */
function headersSetBy(...middleware: RequestHandler[]): HeaderSet {
  const headers = new Map<string, [string, string]>();
  const res = {
    setHeader: (name: string, value: string | string[]) =>
      headers.set(name.toLowerCase(), [name, String(value)]),
    getHeader: (name: string) => headers.get(name.toLowerCase())?.[1],
    removeHeader: (name: string) => headers.delete(name.toLowerCase()),
  };
  for (const run of middleware) {
    let isDone = false;
    void run({ method: 'GET', headers: {} } as never, res as never, () => (isDone = true));
    if (!isDone) throw new Error('middleware that does not answer at once has no fixed set of headers');
  }
  return [...headers.values()];
}

export interface EdgeHeaders {
  /** For everything. */
  page: HeaderSet;
  /** For a request below `/api` that no page of another origin sent. */
  api: HeaderSet;
  /** For what names its origin, and asks by `OPTIONS` what it may. */
  ofOrigin: RequestHandler;
}

/** The headers of helmet and CORS, made once: run for each request they would be some thirty calls. */
export function edgeHeaders(allowedOrigins: string[]): EdgeHeaders {
  const ofOrigin = cors(corsOptions(allowedOrigins));
  const security = helmet(HELMET_OPTIONS);
  return { page: headersSetBy(security), api: headersSetBy(security, ofOrigin), ofOrigin };
}

export function setAll(res: ServerResponse, headers: HeaderSet): void {
  for (const [name, value] of headers) res.setHeader(name, value);
}
