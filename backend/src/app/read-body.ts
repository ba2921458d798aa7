import express from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { MAX_DEPTH, Problem, bodyLimitOf } from '../platform/http';
import type { Route } from '../platform/http';

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Refuses JSON that is nested deeper than any body is meant to be, in one look at its bytes, before it is parsed. */
export function assertShallow(json: Uint8Array): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Problem('malformed_json');
    } else if (CLOSING.has(byte)) depth -= 1;
  }
}

function verify(_req: unknown, _res: unknown, json: Buffer, encoding: string): void {
  if (encoding !== 'utf-8')
    throw new Problem('unsupported_media_type', { params: { expected: 'application/json; charset=utf-8' } });
  assertShallow(json);
}

const parsers = new Map<number, RequestHandler>();

function parserOf(limit: number): RequestHandler {
  let parser = parsers.get(limit);
  if (!parser) parsers.set(limit, (parser = express.json({ limit, verify })));
  return parser;
}

/** JSON as nearly everybody sends it: in UTF-8 and not compressed. */
const PLAIN_JSON = /^application\/json(?:; ?charset=utf-8)?$/i;

/** Whether a body can be read without more ado; otherwise the parser has to look at it. */
function isPlainJson({ headers }: Request, limit: number): boolean {
  const length = Number(headers['content-length']);
  return (
    length > 0 &&
    length <= limit &&
    headers['transfer-encoding'] === undefined &&
    headers['content-encoding'] === undefined &&
    PLAIN_JSON.test(headers['content-type'] ?? '')
  );
}

function readBytes(req: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const cutOff = () => reject(new Problem('malformed_json'));
    req.on('data', (part: Buffer) => parts.push(part));
    req.once('end', () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
    req.once('error', cutOff);
    req.once('close', () => {
      if (!req.complete) cutOff();
    });
  });
}

/** What express.json() makes of a plain body. Throws 400 for what is no JSON, or neither object nor array. */
export function parsePlain(json: Buffer): object {
  assertShallow(json);
  let value: unknown;
  try {
    const text = json.toString();
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    throw new Problem('malformed_json', { cause });
  }
  if (typeof value !== 'object' || value === null) throw new Problem('malformed_json');
  return value;
}

/**
 * Reads a request's JSON, as much of it as its route takes: after the caller's rights are known, so that a stranger's
 * megabytes are not parsed. Throws 400 for another content type or what is no JSON, 413 above the route's limit.
 */
export async function readBody(route: Route, req: Request, res: Response): Promise<void> {
  if (route.method === 'get' || route.upload) return;
  const length = req.headers['content-length'];
  const hasBody = req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (route.body && hasBody && !req.is('application/json'))
    throw new Problem('unsupported_media_type', { params: { expected: 'application/json' } });
  const limit = bodyLimitOf(route);
  if (isPlainJson(req, limit)) {
    req.body = parsePlain(await readBytes(req));
    return;
  }
  await new Promise<void>((resolve, reject) => {
    parserOf(limit)(req, res, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
  if (route.body) req.body ??= {};
}
