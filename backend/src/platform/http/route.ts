import type { Request, Response } from 'express';
import type { Feature, Permission } from '@meja/domain';
import type { Actor } from '../context';
import type { Field, JsonSchema, Shape } from './schema';
import { takesVersion, withVersion } from './version';

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** What a handler is given: checked input and who is asking. */
export interface Call<B = undefined, Q = unknown, P = unknown> {
  body: B;
  query: Q;
  params: P;
  /** Throws on a public route: ask `maybeActor` there. */
  actor: Actor;
  maybeActor: Actor | null;
  /** The tenant of the actor; throws where there is none (public routes, super admin). */
  tenantId: string;
  /** The version that the change is meant for, from `If-Match` or the body's `version`; null where none is named. */
  ifMatch: number | null;
  /** Given by the client, or null; always null where the route changes nothing. */
  idempotencyKey: string | null;
  /** Keyed hash over method, path and body: the same request gives the same hash. */
  requestHash: string;
  req: Request;
  res: Response;
}

/** `Cache-Control` of whatever does not say that it may be kept. */
export const NOT_KEPT = 'no-store';

/** The token of an `Authorization: Bearer` header, or ''; the scheme's case does not matter (RFC 9110). */
export function bearerToken(header: string | undefined): string {
  return header && /^bearer /i.test(header) ? header.slice(7).trim() : '';
}

/** Several values of one name are several headers (`Set-Cookie`). */
export type ReplyHeaders = Record<string, string | string[]>;

/** A page of a list as {@link textPage} makes it; its cursor stands at its end. */
export interface TextPage {
  status: 200;
  text: string;
  type: 'application/json';
  nextCursor: string | null;
  headers?: ReplyHeaders;
}

/** What a handler answers with. `json` is wrapped by nobody: presenters give `{ data }` themselves. */
export type Reply =
  | { status: number; json: unknown; headers?: ReplyHeaders }
  | { status: number; text: string | Buffer; type: string; headers?: ReplyHeaders }
  | TextPage
  | { status: 204; headers?: ReplyHeaders };

/** An answer as it is sent, held in memory; never changed, only replaced. */
export interface Held {
  readonly body: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an answer from memory may depend on. */
export interface Asking<Q = unknown> {
  actor: Actor;
  tenantId: string | null;
  query: Q;
}

export type JsonReply = Extract<Reply, { json: unknown }>;

export interface Answer {
  description: string;
  schema?: JsonSchema;
  contentType?: string;
  /** Further types that the same answer comes in. */
  others?: string[];
}

/** What takes much of the machine. `heavy`: reports, exports, searches, long lists, large bodies. `import`: alone. */
export type Load = 'heavy' | 'import';

/** What was read of an upload, and by what it is known again. */
export interface Upload<T> {
  value: T;
  digest: string;
}

interface Declared<B, Q, P, R> {
  method: Method;
  /** Below `/api/v1`, with `:names`. */
  path: string;
  summary: string;
  tag: string;
  /** The plan feature it belongs to; a plan without it answers 403 `feature_not_in_plan`. */
  feature?: Feature;
  /** Refused with 402 where the subscription does not allow selling. */
  sells?: true;
  /** Begins what a plan counts: refused with 403 in an outlet beyond it (`outletId` of the body), an order beyond its month. */
  begins?: 'order' | 'shift';
  /**
   * Reads as far back as the plan keeps open: `from` or `to` of the query beyond that is refused with 403, and without
   * either it begins there.
   */
  history?: true;
  /** A stricter limit beside the general ones. */
  limit?: 'login' | 'register' | 'import' | 'forgot';
  /** Takes much whatever it is asked: few at once per tenant. Long pages and large bodies are known by themselves. */
  load?: Load;
  body?: Field<B>;
  /** The most its JSON may be, in bytes; 64 KB unless told. The edge's limits follow (nginx; a test compares them). */
  bodyLimit?: number;
  query?: Shape<Q>;
  params?: Shape<P>;
  /** A POST that only asks: keys do not count on it, nothing is kept. */
  changes?: false;
  /** What it changes goes from state to state (open, paid) and has no version to be named. */
  states?: true;
  /**
   * How a key is kept where not in one transaction with the effect. `handler`: the handler writes it itself, in the
   * statement that has the effect. `after`: once the effect stands, for what does no harm twice and is no tenant's own.
   * `never`: the caller's session ends with the effect, so nobody can ask again; or it is the service's owner's, whose
   * keys no tenant keeps: asked again it comes out the same by itself.
   */
  idempotency?: 'handler' | 'after' | 'never';
  /** Instead of a JSON body: what comes as a stream, read before the handler's transaction is opened. */
  upload?: { contentType: string; read(req: Request): Promise<Upload<B>> };
  answers: Record<number, Answer>;
  /**
   * What takes long and needs no transaction (hashing a PIN), after every check of the pipeline and before the handler,
   * whose effect may stand in one transaction with the memory of its answer.
   */
  prepare?(call: Call<B, Q, P>): Promise<R>;
  handle(call: Call<B, Q, P>, prepared: R): Promise<Reply> | Reply;
  /** What the handler would answer, where it is in memory at this moment; never for a route with `params`. */
  held?(asking: Asking<Q>): Held | null;
}

/** Who may call: a permission, or everybody by an explicit word. Neither: does not typecheck. */
type Guard = { permission: Permission; public?: never } | { public: true; permission?: never };

/** A declared route as the registry knows it. */
export type Route = Omit<
  Declared<unknown, object, object, unknown>,
  'body' | 'upload' | 'query' | 'params' | 'prepare' | 'handle' | 'held'
> &
  Guard & {
    body?: Field;
    upload?: { contentType: string; read(req: Request): Promise<Upload<unknown>> };
    query?: Record<string, Field>;
    params?: Record<string, Field>;
    prepare?(call: Call<unknown>): Promise<unknown>;
    handle(call: Call<unknown>, prepared: unknown): Promise<Reply> | Reply;
    held?(asking: Asking): Held | null;
  };

/** Declares a route with everything that is to be known of it; router, OpenAPI and tests read the same record. */
export function defineRoute<B = undefined, Q = object, P = object, R = undefined>(
  route: Declared<B, Q, P, R> & Guard,
): Route {
  // With an upload the version comes in `If-Match` alone.
  return takesVersion(route) && !route.upload ? { ...route, body: withVersion(route.body) } : route;
}

/** Whether a call may leave something behind; keys and versions count on these routes alone. */
export const changesSomething = (route: Pick<Route, 'method' | 'changes'>): boolean =>
  route.method !== 'get' && route.changes !== false;

const KB = 1024;
/** A large order: 300 items of 50 options each, with ids and notes. */
export const ORDER_BODY_LIMIT = 2048 * KB;

/** The most a route reads of a JSON body, in bytes. */
export const bodyLimitOf = ({ bodyLimit }: Pick<Route, 'bodyLimit'>): number => bodyLimit ?? 64 * KB;

/** The version of a thing is its ETag, which `If-Match` may name. */
function etagOf(data: unknown): Record<string, string> | null {
  const version = (data as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? { ETag: `"${version}"` } : null;
}

function answerWith(status: number, data: unknown, headers?: ReplyHeaders): JsonReply {
  const all = { ...etagOf(data), ...headers };
  return { status, json: { data }, ...(Object.keys(all).length > 0 && { headers: all }) };
}

/** 200 with JSON. */
export const ok = (data: unknown, headers?: ReplyHeaders): JsonReply => answerWith(200, data, headers);
/** 201 with JSON. */
export const created = (data: unknown, headers?: ReplyHeaders): JsonReply => answerWith(201, data, headers);
/** 204. */
export const noContent = (): Reply => ({ status: 204 });
/** A page of a list. */
export const page = (data: unknown[], nextCursor: string | null): JsonReply => ({
  status: 200,
  json: { data, meta: { nextCursor } },
});

/** A page of rows that are JSON texts already, as they come from the database. */
export const textPage = (rows: readonly string[], nextCursor: string | null): TextPage => ({
  status: 200,
  text: `{"data":[${rows.join(',')}],"meta":{"nextCursor":${JSON.stringify(nextCursor)}}}`,
  type: 'application/json',
  nextCursor,
});
