import { Router } from 'express';
import type { Request } from 'express';
import { Problem } from '../platform/http';
import type { Route } from '../platform/http';
import { pipeline } from './pipeline';
import type { AnswerCheck } from './pipeline';

const matcher = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);

/** The router of `/api/v1`, made from the registry; an unknown method of a known path is a 405 that names the known. */
export function apiRouter(routes: readonly Route[], check?: AnswerCheck): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const known: { method: string; pattern: RegExp }[] = [];
  for (const route of routes) {
    router[route.method](route.path, pipeline(route, check));
    known.push({ method: route.method.toUpperCase(), pattern: matcher(route.path) });
  }
  router.use((req: Request) => {
    const allowed = [
      ...new Set(known.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method)),
    ];
    if (!allowed.length) throw new Problem('not_found');
    throw new Problem('method_not_allowed', {
      params: { method: req.method, allowed: allowed.join(', ') },
      headers: { Allow: allowed.join(', ') },
    });
  });
  return router;
}
