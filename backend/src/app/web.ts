import { join } from 'node:path';
import compression from 'compression';
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

/** The built web app on the API's own origin, for where no nginx stands in front: hashed files live for a year. */
export function webRouter(webDir: string): Router {
  const router = Router();
  router.use((_req: Request, res: Response, next: NextFunction) => {
    res.setHeader('Content-Security-Policy', CSP);
    next();
  });
  router.use(compression());
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use('/assets', (_req, res) => {
    res.status(404).end();
  });
  router.use(express.static(webDir, { index: false, maxAge: '1h' }));
  router.use((req: Request, res: Response, next: NextFunction) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(join(webDir, 'index.html'), { lastModified: true });
  });
  return router;
}
