import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import compression from 'compression';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { onAnnouncements } from '../modules/announcements';
import { authenticate, concerns, onAccessChange } from '../modules/auth';
import { assertNotSuspended } from '../modules/subscriptions';
import type { AccessChange } from '../modules/auth';
import { onFlagsChange } from '../modules/flags';
import { monitoringRouter } from '../modules/monitoring';
import { config } from '../platform/config';
import { NOT_KEPT, Problem, cameEncrypted, onlyGet } from '../platform/http';
import { measure } from '../platform/metrics';
import { attachSockets } from '../platform/realtime';
import { onMalformedRequest } from './client-error';
import { docsRouter } from './docs';
import { createDoor } from './door';
import { edgeHeaders, setAll } from './edge-headers';
import { errorHandler } from './error-handler';
import { inboxRouter } from './inbox';
import { openApiDocument } from './openapi';
import type { AnswerCheck } from './pipeline';
import { apiRoutes, refuseUnknown } from './registry';
import { requestContext } from './request-context';
import { routes } from './routes';
import { webRouter } from './web';

/** Answers here hold secrets beside what a caller chose, so they are not compressed (BREACH), as at the edge. */
const UNCOMPRESSED = '/api/v1/auth/';

const compressed = compression({
  filter: (req, res) => !req.originalUrl.startsWith(UNCOMPRESSED) && compression.filter(req, res),
});

/** Who takes nothing compressed is spared what the middleware does with each answer. */
const compressedFor: RequestHandler = (req, res, next) => {
  if (req.headers['accept-encoding'] !== undefined) return compressed(req, res, next);
  if (!req.originalUrl.startsWith(UNCOMPRESSED)) res.vary('Accept-Encoding');
  next();
};

const BELOW_API = /^\/api(?:[/?]|$)/;

/** What every request meets first: its context, its measure, and the headers that every answer has. */
function edge(allowedOrigins: string[]): RequestHandler {
  const headers = edgeHeaders(allowedOrigins);
  return (req, res, next) => {
    measure(req, res);
    const isApi = BELOW_API.test(req.url);
    const isPlain = isApi && req.headers.origin === undefined && req.method !== 'OPTIONS';
    setAll(res, isPlain ? headers.api : headers.page);
    requestContext(req, res, () => (isApi && !isPlain ? headers.ofOrigin(req, res, next) : next()));
  };
}

export interface ApiOptions {
  /** Tests hold every reply against its route's declaration. */
  checkAnswer?: AnswerCheck;
}

/** The Express application: one fixed pipeline, every route from the registry. */
export function createApp({ checkAnswer }: ApiOptions = {}): Express {
  const app = express();
  const { trustProxy, allowedOrigins, webDir } = config();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  // One spelling of a path: whoever limits one (nginx, metrics) has limited it.
  app.set('case sensitive routing', true);
  app.set('strict routing', true);

  app.use(edge(allowedOrigins));
  // Without nginx in front a menu would go over the line at six times its size; behind it, it is nginx that compresses.
  if (webDir) app.use('/api/v1', compressedFor);
  app.use('/api/v1', apiRoutes(routes, checkAnswer));
  app.use(monitoringRouter());
  app.use('/api/docs', docsRouter());
  const document = Buffer.from(JSON.stringify(openApiDocument(routes)));
  app.get('/api/v1/openapi.json', (_req, res) => {
    res.type('application/json').send(document);
  });
  app.all(/^\/api\/(?:v1\/openapi\.json|docs(?:\/.*)?)$/, onlyGet);
  app.use('/api', (_req, res, next) => {
    res.setHeader('Cache-Control', NOT_KEPT);
    next();
  });
  app.use('/api/v1', refuseUnknown(routes));
  app.use('/api', () => {
    throw new Problem('not_found');
  });
  if (config().localInbox) app.use(inboxRouter());
  if (webDir) app.use(webRouter(webDir));
  app.use(() => {
    throw new Problem('not_found');
  });
  app.use(errorHandler);
  return app;
}

export interface Api {
  app: Express;
  httpServer: Server;
  close(): Promise<void>;
}

/**
 * Lets every answer from a certain moment on say that its connection closes, those that were begun before included: a
 * client would otherwise send its next request into a connection that is about to end.
 */
function answersOf(server: Server): { closeConnections(): void } {
  const open = new Set<ServerResponse>();
  let isClosing = false;
  server.prependListener('request', (_req: IncomingMessage, res: ServerResponse) => {
    if (isClosing) res.shouldKeepAlive = false;
    open.add(res);
    res.once('close', () => open.delete(res));
  });
  return {
    closeConnections() {
      isClosing = true;
      for (const res of open) res.shouldKeepAlive = false;
    },
  };
}

/** The API with its sockets on one HTTP server, not listening yet. Slow clients are cut off. */
export async function createApi(options: ApiOptions = {}): Promise<Api> {
  const app = createApp(options);
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  const { webDir, allowedOrigins } = config();
  const isAnswered = createDoor(routes, {
    headers: edgeHeaders(allowedOrigins).api,
    trusts,
    compresses: (path) => webDir !== null && !path.startsWith(UNCOMPRESSED),
    check: options.checkAnswer,
  });
  const httpServer = createServer((req, res) => {
    if (!isAnswered(req, res)) app(req, res);
  });
  const answers = answersOf(httpServer);
  httpServer.on('clientError', onMalformedRequest);
  httpServer.headersTimeout = 15_000;
  httpServer.requestTimeout = 30_000;
  httpServer.keepAliveTimeout = 65_000;
  const sockets = await attachSockets<AccessChange>(httpServer, {
    authenticate: async (token) => {
      const actor = await authenticate(token);
      if (actor.tenantId) await assertNotSuspended(actor.tenantId);
      return actor;
    },
    onAccessChange,
    concerns,
    onNews: (hear) => {
      const offs = [onAnnouncements(hear), onFlagsChange(hear)];
      return () => offs.forEach((off) => off());
    },
    isSecure: (req) => cameEncrypted(req, trusts),
  });
  return {
    app,
    httpServer,
    async close() {
      answers.closeConnections();
      const closed = new Promise<void>((resolve) =>
        httpServer.listening ? httpServer.close(() => resolve()) : resolve(),
      );
      await sockets.close();
      // A connection that is kept alive ends as soon as the answer it waits for is out.
      const timer = setInterval(() => httpServer.closeIdleConnections(), 50);
      httpServer.closeIdleConnections();
      await closed.finally(() => clearInterval(timer));
    },
  };
}
