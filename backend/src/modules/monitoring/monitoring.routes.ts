import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { authenticate } from '../auth';
import { config } from '../../platform/config';
import { Problem, bearerToken, onlyGet } from '../../platform/http';
import { metricsText, metricsType } from '../../platform/metrics';
import { registerGauges } from './gauges';
import { detailedHealth, readiness } from './health';

const RETRY_AFTER = '5';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets in the bearer of the monitoring token, and a super admin. */
async function monitorGuard(req: Request): Promise<void> {
  const token = bearerToken(req.headers.authorization);
  if (!token)
    throw new Problem('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer realm="meja"' } });
  const { monitoringToken } = config();
  if (monitoringToken && timingSafeEqual(digest(token), digest(monitoringToken))) return;
  const actor = await authenticate(token);
  if (!actor.permissions.has('platform:monitoring')) throw new Problem('forbidden');
}

type Handler = (req: Request, res: Response) => void | Promise<void>;

/** Names the route for the metrics: a path that is none of ours must not become a label. */
const named =
  (route: string, handler: Handler): Handler =>
  async (req, res) => {
    res.locals.route = route;
    res.setHeader('Cache-Control', 'no-store');
    await handler(req, res);
  };

// Says only that this process turns: a probe must not restart it because the database is away.
const live: Handler = (_req, res) => {
  res.json({ status: 'ok', uptimeSeconds: Math.round(process.uptime()) });
};

const ready: Handler = async (_req, res) => {
  const state = await readiness();
  if (state.status === 'down') throw new Problem('unavailable', { headers: { 'Retry-After': RETRY_AFTER } });
  res.json(state);
};

const detailed: Handler = async (req, res) => {
  await monitorGuard(req);
  res.json(await detailedHealth());
};

const metrics: Handler = async (req, res) => {
  if (config().env === 'production') await monitorGuard(req);
  const text = await metricsText().catch((cause: unknown) => {
    throw new Problem('unavailable', { cause, headers: { 'Retry-After': RETRY_AFTER } });
  });
  res.setHeader('Content-Type', metricsType());
  res.send(text);
};

const HANDLERS: Record<string, Handler> = {
  '/api/health': live,
  '/api/health/live': live,
  '/api/health/ready': ready,
  '/api/ready': ready,
  '/api/health/detailed': detailed,
  '/api/metrics': metrics,
};

/** Health and metrics, outside `/api/v1`: for probes, load balancers and Prometheus rather than for terminals. */
export function monitoringRouter(): Router {
  registerGauges();
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, handler] of Object.entries(HANDLERS)) {
    router.get(path, named(path, handler));
    router.all(path, named(path, onlyGet));
  }
  return router;
}
