import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, Histogram } from 'prom-client';
import { registry } from './registry';

const registers = [registry];

const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the request to the end of its answer, by route.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  registers,
});

const errors = new Counter({
  name: 'http_request_errors_total',
  help: 'Requests answered with 5xx, by route.',
  labelNames: ['method', 'route'],
  registers,
});

/** Paths that no route claimed share one name, so that a scanner can't fill the memory with labels. */
const UNKNOWN = 'unmatched';

interface Answer extends ServerResponse {
  locals?: { route?: unknown };
}

/** Measures a request from now to the end of its answer, by its declared route (`res.locals.route`). */
export function measure(req: IncomingMessage, res: Answer): void {
  const started = performance.now();
  res.once('close', () => {
    const declared = res.locals?.route;
    const route = typeof declared === 'string' ? declared.replace(/^[A-Z]+ /, '') : UNKNOWN;
    const method = req.method ?? '';
    // The caller went away before the answer was complete.
    const status = res.writableFinished ? String(res.statusCode) : '499';
    duration.observe({ method, route, status }, (performance.now() - started) / 1000);
    if (res.statusCode >= 500 && res.writableFinished) errors.inc({ method, route });
  });
}
