import type { NextFunction, Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { languageOf } from '@meja/domain';
import { runInContext } from '../platform/context';
import type { RequestContext } from '../platform/context';

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** The request's language: the first of `Accept-Language` that is one of ours, else Indonesian. */
function localeOf(header: string | undefined): 'id' | 'en' {
  for (const part of (header ?? '').split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase();
    if (tag.startsWith('id') || tag.startsWith('en')) return languageOf(tag);
  }
  return 'id';
}

/** Opens the request's context: correlation id (the caller's, if valid), language, address, device. */
export function requestContext(req: Request, res: Response, next: NextFunction): void {
  const given = req.headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7();
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
