import type { Request, RequestHandler, Response } from 'express';
import { currentContext } from '../platform/context';
import type { Actor } from '../platform/context';
import {
  NOT_KEPT,
  Problem,
  bindCursor,
  changesSomething,
  hashRequest,
  loadOf,
  readIdempotencyKey,
  takePoint,
  validate,
  withinLoad,
} from '../platform/http';
import type { Call, CheckedInput, Reply, Route, Upload } from '../platform/http';
import {
  authGuard,
  beginningGuard,
  historyGuard,
  permissionGuard,
  requireTenantId,
  subscriptionGuard,
} from './guards';
import { readBody } from './read-body';
import { runAndRemember, runOnce } from './run-once';

const VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;

function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null;
  const match = VERSION.exec(header.trim());
  if (!match) throw new Problem('version_conflict');
  return Number(match[1]);
}

function versionOf(req: Request, body: unknown): number | null {
  const named = readIfMatch(req.headers['if-match']);
  return named ?? (body as { version?: number } | undefined)?.version ?? null;
}

const JSON_TYPE = 'application/json';

/** Whether the answer is sent whatever the caller says to have: Express looks at the rest. */
const isUnconditional = ({ method, headers }: Request): boolean =>
  method !== 'HEAD' && headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined;

function send(req: Request, res: Response, reply: Reply): void {
  if (reply.headers) for (const name in reply.headers) res.setHeader(name, reply.headers[name]!);
  res.status(reply.status);
  const text = 'json' in reply ? JSON.stringify(reply.json) : 'text' in reply ? reply.text : null;
  if (text === null) return void res.end();
  const type = 'text' in reply ? reply.type : JSON_TYPE;
  if (type !== JSON_TYPE || reply.status === 304 || !isUnconditional(req))
    return void res.type(type).send(text);
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

/** What a request asks for, for its hash: the path and the body; of an upload the query too and what its content is. */
const askedFor = (req: Request, input: CheckedInput, upload: Upload<unknown> | undefined): unknown =>
  upload ? { content: upload.digest, query: input.query } : req.body;

function makeCall(
  route: Route,
  req: Request,
  res: Response,
  actor: Actor | null,
  input: CheckedInput,
  upload: Upload<unknown> | undefined,
): Call<unknown> {
  const changes = changesSomething(route);
  return {
    ...input,
    ...(upload && { body: upload.value }),
    maybeActor: actor,
    get actor(): Actor {
      if (!actor) throw new Problem('unauthenticated');
      return actor;
    },
    get tenantId(): string {
      if (!actor?.tenantId) throw new Problem('forbidden');
      return actor.tenantId;
    },
    ifMatch: changes ? versionOf(req, input.body) : null,
    idempotencyKey: changes ? readIdempotencyKey(req.headers['idempotency-key']) : null,
    requestHash: changes
      ? hashRequest(req.method, req.originalUrl.split('?')[0]!, askedFor(req, input, upload))
      : '',
    req,
    res,
  };
}

/**
 * The handler's answer, kept under the request's key where the route keeps it around the handler. One of a public route
 * never is: it is nobody's in particular, also where the caller happens to be signed in, and carries tokens.
 */
function answerOf(route: Route, call: Call<unknown>, prepared: unknown): Promise<Reply> | Reply {
  const key = !route.public && call.maybeActor?.tenantId ? call.idempotencyKey : null;
  if (key && route.idempotency === undefined) return runOnce(route, call, prepared, key);
  if (key && route.idempotency === 'after') return runAndRemember(route, call, prepared, key);
  return route.handle(call, prepared);
}

/**
 * A route's way from request to answer, in one fixed order: address limit, authGuard, subscriptionGuard,
 * requireTenantId, permission, body, the tenant's turn where it takes much, validation, historyGuard, beginningGuard, preparation,
 * idempotency, handler.
 */
function answerTo(route: Route): (req: Request, res: Response) => Promise<Reply> {
  const label = `${route.method.toUpperCase()} /api/v1${route.path}`;
  return async (req, res) => {
    res.setHeader('Cache-Control', NOT_KEPT);
    const context = currentContext();
    if (context) context.route = label;
    res.locals.route = label;
    const point = takePoint(res, route.limit ?? 'address', context?.ip ?? '');
    if (point) await point;
    const actor = await authGuard(route, req, res);
    await subscriptionGuard(route, actor);
    requireTenantId(route, actor);
    permissionGuard(route, actor);
    // Read before the turn begins: a slow sender must not hold it.
    await readBody(route, req, res);
    return withinLoad(loadOf(route, req), actor?.tenantId ?? null, async () => {
      const { input, seal } = bindCursor(route, actor?.tenantId ?? null, await validate(route, req));
      const query = await historyGuard(route, actor, input.query);
      await beginningGuard(route, actor, input.body);
      const call = makeCall(route, req, res, actor, { ...input, query }, await route.upload?.read(req));
      const prepared = await route.prepare?.(call);
      return seal(await answerOf(route, call, prepared));
    });
  };
}

/** Holds what a route is about to answer, or refuses with, against its declaration; throws where they differ. */
export type AnswerCheck = (route: Route, answer: Promise<Reply>) => Promise<Reply>;

/** Sends a route's answer; errors go to the error handler. Only tests give a check. */
export function pipeline(route: Route, check?: AnswerCheck): RequestHandler {
  const answer = answerTo(route);
  return async (req, res) => {
    const pending = answer(req, res);
    send(req, res, await (check ? check(route, pending) : pending));
  };
}
