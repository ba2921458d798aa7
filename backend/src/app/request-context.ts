import type { NextFunction, Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { newId } from '../lib/id';
import { languageOf } from '@meja/domain';
import { runInContext } from '../platform/context';
import type { RequestContext } from '../platform/context';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The language most wanted of those that are ours, else Indonesian. */
function readLocale(header: string): 'id' | 'en' {
  let best: { tag: string; weight: number } = { tag: 'id', weight: 0 };
  for (const part of header.slice(0, 1000).split(',')) {
    const [tag, quality] = part.split(';').map((text) => text.trim().toLowerCase());
    const weight = quality?.startsWith('q=') ? Number(quality.slice(2)) : 1;
    if (/^(?:id|en)(?:-|$)/.test(tag!) && weight > best.weight) best = { tag: tag!, weight };
  }
  return languageOf(best.tag);
}

/** Browsers send a handful of different ones; whatever else comes does not fill the memory. */
const locales = new LRUCache<string, 'id' | 'en'>({ max: 500 });

/** The request's language by its `Accept-Language`. */
function localeOf(header: string | undefined): 'id' | 'en' {
  if (!header || header.length > 200) return readLocale(header ?? '');
  let locale = locales.get(header);
  if (!locale) locales.set(header, (locale = readLocale(header)));
  return locale;
}

/** The correlation id: the caller's, if valid, else a new one. */
export function requestIdOf({ headers }: Pick<Request, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
}

/** Opens the request's context: correlation id (the caller's, if valid), language, address, device. */
export function requestContext(req: Request, res: Response, next: NextFunction): void {
  const requestId = requestIdOf(req);
  res.setHeader('X-Request-Id', requestId);
  const context: RequestContext = {
    requestId,
    locale: localeOf(req.headers['accept-language']),
    ip: req.ip ?? '',
    userAgent: (req.headers['user-agent'] ?? '').slice(0, 300),
    actor: null,
    route: null,
  };
  runInContext(context, next);
}
