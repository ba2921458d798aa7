import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isNamed } from '../lib/etag';
import { authenticateHeld } from '../modules/auth';
import { isKnownAdmitted } from '../modules/subscriptions';
import { NOT_KEPT, addressOf, bearerToken, readQuery, replyHeld, takeHeldPoints } from '../platform/http';
import type { Held, Route } from '../platform/http';
import { measure } from '../platform/metrics';
import type { HeaderSet } from './edge-headers';
import { permissionGuard, requireTenantId } from './guards';
import type { AnswerCheck } from './pipeline';
import { requestIdOf } from './request-context';

const API = '/api/v1';

type Encoding = 'br' | 'gzip';
const COMPRESS: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body),
};
/** Below it, compressing gains nothing; bytes. */
const WORTH_COMPRESSING = 1024;

export interface DoorOptions {
  /** What every answer of the API carries. */
  headers: HeaderSet;
  trusts: (address: string, hop: number) => boolean;
  /** Where nothing in front compresses: whether an answer of a path is. */
  compresses: (path: string) => boolean;
  check: AnswerCheck | undefined;
}

/** The encoding that is wanted; null for none, undefined where the caller weighs them. */
function encodingOf(accepted: string | undefined): Encoding | null | undefined {
  if (!accepted) return null;
  if (accepted.includes('q=') || accepted.includes('*')) return undefined;
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : null;
}

/** The compressed twins of what is held; `null` while one is being made. */
const twins = new WeakMap<Held, Map<Encoding, Buffer | null>>();

function twinOf(held: Held, encoding: Encoding): Buffer | null {
  let known = twins.get(held);
  if (!known) twins.set(held, (known = new Map<Encoding, Buffer | null>()));
  const twin = known.get(encoding);
  if (twin !== undefined) return twin;
  known.set(encoding, null);
  const made = known;
  COMPRESS[encoding](held.body).then(
    (body) => made.set(encoding, body),
    () => made.delete(encoding),
  );
  return null;
}

/** The headers of what is held, in pairs one after the other, as `writeHead` takes them; those that stand twice once. */
function flatHeaders(base: HeaderSet, more: Record<string, string>): string[] {
  const names = new Set(Object.keys(more).map((name) => name.toLowerCase()));
  return [...base.filter(([name]) => !names.has(name.toLowerCase())).flat(), ...Object.entries(more).flat()];
}

interface Sent {
  body: Buffer | null;
  status: 200 | 304;
  headers: string[];
}

/** What is sent of what is held, made once; the address of an answer is no part of it. */
function createSent({ headers }: Pick<DoorOptions, 'headers'>) {
  const made = new WeakMap<Held, Map<string, Sent>>();
  return (
    held: Held,
    isKnown: boolean,
    encoding: Encoding | null,
    varies: boolean,
    twin: Buffer | null,
  ): Sent => {
    const kind = `${isKnown}:${encoding}:${varies}`;
    let kinds = made.get(held);
    if (!kinds) made.set(held, (kinds = new Map<string, Sent>()));
    const known = kinds.get(kind);
    if (known) return known;
    const body = twin ?? held.body;
    const own: Record<string, string> = { 'Cache-Control': NOT_KEPT, ...held.headers, ETag: held.etag };
    if (varies) {
      const vary = own.Vary ?? headers.find(([name]) => name === 'Vary')?.[1];
      own.Vary = vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding';
    }
    if (!isKnown) {
      own['Content-Type'] = 'application/json; charset=utf-8';
      own['Content-Length'] = String(body.length);
      if (encoding) own['Content-Encoding'] = encoding;
    }
    const sent: Sent = {
      status: isKnown ? 304 : 200,
      body: isKnown ? null : body,
      headers: flatHeaders(headers, own),
    };
    kinds.set(kind, sent);
    return sent;
  };
}

interface Asked {
  route: Route;
  path: string;
  held: Held;
  address: string;
  accountId: string;
}

/**
 * Answers a GET whose answer is in memory, with the same checks in the same order as the pipeline, all of them from
 * memory too, before Express has taken the request up. Says false, having done nothing, where anything is missing or
 * unusual: the pipeline then does what there is to do, refuses included.
 */
export function createDoor(
  routes: readonly Route[],
  { headers, trusts, compresses, check }: DoorOptions,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  const hot = new Map(
    routes.flatMap((route) => (route.held && !route.params ? [[API + route.path, route] as const] : [])),
  );
  const sentOf = createSent({ headers });

  function find(req: IncomingMessage): Asked | null {
    const url = req.url!;
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    const route = hot.get(path);
    if (!route || req.method !== 'GET' || req.headers.origin !== undefined) return null;
    const actor = authenticateHeld(bearerToken(req.headers.authorization));
    if (!actor) return null;
    try {
      requireTenantId(route, actor);
      permissionGuard(route, actor);
    } catch {
      return null;
    }
    const isOwn = route.permission === 'profile:manage';
    if (!isOwn && actor.tenantId && !isKnownAdmitted(actor.tenantId, route.feature)) return null;
    const query = readQuery(route, at < 0 ? {} : parse(url.slice(at + 1)));
    const held = query && route.held!({ actor, tenantId: actor.tenantId, query });
    return held && { route, path, held, address: addressOf(req, trusts), accountId: actor.accountId };
  }

  function send(req: IncomingMessage, res: ServerResponse, sent: Sent, points: HeaderSet): void {
    res.writeHead(sent.status, ['X-Request-Id', requestIdOf(req), ...sent.headers, ...points.flat()]);
    res.end(sent.body ?? undefined);
  }

  return (req, res) => {
    const asked = find(req);
    if (!asked) return false;
    const { route, path, held, address, accountId } = asked;
    const ifNoneMatch = req.headers['if-none-match'];
    const isKnown = isNamed(ifNoneMatch, held.etag);
    const varies = compresses(path);
    let encoding: Encoding | null = null;
    if (varies && !isKnown && held.body.length >= WORTH_COMPRESSING) {
      const wanted = encodingOf(req.headers['accept-encoding']);
      if (wanted === undefined) return false;
      encoding = wanted;
    }
    const twin = encoding && twinOf(held, encoding);
    if (encoding && !twin) return false;
    const points = takeHeldPoints(address, accountId);
    if (!points) return false;
    Object.assign(res, { locals: { route: `GET ${API}${route.path}` } });
    measure(req, res);
    const sent = sentOf(held, isKnown, encoding, varies, twin);
    if (!check) send(req, res, sent, points);
    else
      check(route, Promise.resolve(replyHeld(held, ifNoneMatch))).then(
        () => send(req, res, sent, points),
        () => res.writeHead(500).end(),
      );
    return true;
  };
}
