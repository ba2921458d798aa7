import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join, normalize } from 'node:path';
import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';

const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  // Components position themselves with style attributes; no sheet comes from elsewhere.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};
/** The twins that the build leaves beside a file, the smaller first. */
const TWINS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

/** Passes on the compressed twin of a file where the build left one that the caller takes. */
function twinOf(req: Request, res: Response, folder: string, path: string): string {
  const type = TYPES[extname(path)];
  if (!type) return path;
  const there = TWINS.filter(({ ending }) => existsSync(join(folder, path + ending)));
  if (there.length === 0) return path;
  res.vary('Accept-Encoding');
  const twin = there.find(({ encoding }) => req.acceptsEncodings(encoding));
  if (!twin) return path;
  res.setHeader('Content-Encoding', twin.encoding);
  res.setHeader('Content-Type', type);
  return path + twin.ending;
}

/** Asks for the twin in place of the file; whoever asks for a twin by its own name gets nothing. */
function passTwin(folder: string) {
  return (req: Request, res: Response, next: NextFunction): void => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const path = normalize(req.path);
    if (TWINS.some(({ ending }) => path.endsWith(ending))) {
      res.status(404).end();
      return;
    }
    req.url = twinOf(req, res, folder, path);
    next();
  };
}

/** What speaks to a browser about a page says nothing about a file that a page asks for, and is paid for with each. */
const OF_PAGES = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'Strict-Transport-Security',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Request-Id',
  'X-XSS-Protection',
];

/** The documents of the build by address: `/till` has `till.html`; `index.html` is for all the others. */
function documentsOf(webDir: string): (path: string) => string {
  const found = new Map(
    (existsSync(webDir) ? readdirSync(webDir) : [])
      .filter((name) => name.endsWith('.html'))
      .map((name) => [`/${basename(name, '.html')}`, name]),
  );
  return (path) => found.get(path) ?? 'index.html';
}

/** The built web app on the API's own origin, for where no nginx stands in front: hashed files live for a year. */
export function webRouter(webDir: string): Router {
  const router = Router();
  const assets = join(webDir, 'assets');
  const documentOf = documentsOf(webDir);
  router.use(
    '/assets',
    passTwin(assets),
    express.static(assets, {
      immutable: true,
      maxAge: '1y',
      index: false,
      etag: false,
      lastModified: false,
      acceptRanges: false,
      setHeaders: (res) => OF_PAGES.forEach((name) => res.removeHeader(name)),
    }),
  );
  router.use('/assets', (_req, res) => {
    res.removeHeader('Content-Encoding');
    res.status(404).end();
  });
  router.use((_req: Request, res: Response, next: NextFunction) => {
    res.setHeader('Content-Security-Policy', CSP);
    next();
  });
  router.use(express.static(webDir, { index: false, maxAge: '1h' }));
  router.use((req: Request, res: Response, next: NextFunction) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(join(webDir, twinOf(req, res, webDir, documentOf(req.path))), { lastModified: true });
  });
  return router;
}
