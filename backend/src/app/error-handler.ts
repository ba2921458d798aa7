import type { NextFunction, Request, Response } from 'express';
import { fieldText, problemStatus, problemText } from '@meja/domain';
import type { ProblemDto } from '@meja/domain';
import { GateBusy } from '../lib/gate';
import { currentContext } from '../platform/context';
import {
  UNIQUE_VIOLATION,
  FOREIGN_KEY_VIOLATION,
  isDatabaseAway,
  isStorageFull,
  sqlState,
} from '../platform/db';
import { Problem } from '../platform/http';
import { log } from '../platform/logging';

const PARSER_PROBLEMS: Record<string, Problem> = {
  'entity.parse.failed': new Problem('malformed_json'),
  'encoding.unsupported': new Problem('unsupported_media_type', { params: { expected: 'application/json' } }),
  'charset.unsupported': new Problem('unsupported_media_type', {
    params: { expected: 'application/json; charset=utf-8' },
  }),
  'request.aborted': new Problem('malformed_json'),
  'request.size.invalid': new Problem('malformed_json'),
};

const sizeOf = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${Math.round(bytes / 1024)} KB`;

/** What an error means to the caller; anything not understood is a 500 that tells nothing of the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type, status, limit } = error as { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large')
    return new Problem('payload_too_large', { params: { limit: sizeOf(limit ?? 0) } });
  if (type && PARSER_PROBLEMS[type]) return PARSER_PROBLEMS[type];
  if (error instanceof URIError || status === 400) return new Problem('malformed_json', { cause: error });
  if (isStorageFull(error))
    return new Problem('storage_full', { headers: { 'Retry-After': '30' }, cause: error });
  if (isDatabaseAway(error))
    return new Problem('unavailable', { headers: { 'Retry-After': '2' }, cause: error });
  if (error instanceof GateBusy) {
    const { seconds } = error;
    return new Problem('rate_limited', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
  }
  const state = sqlState(error);
  if (state === UNIQUE_VIOLATION) return new Problem('duplicate', { cause: error });
  if (state === FOREIGN_KEY_VIOLATION) {
    return new Problem('validation_failed', {
      errors: [{ path: '', code: 'unknown_reference' }],
      cause: error,
    });
  }
  return new Problem('internal_error', { cause: error });
}

/** The problem document (RFC 9457) in the caller's language. */
export function problemDocument(problem: Problem, instance: string): ProblemDto {
  const context = currentContext();
  const locale = context?.locale ?? 'id';
  return {
    type: `https://meja.id/problems/${problem.code}`,
    ...problemText(problem.code, locale, problem.params),
    status: problemStatus(problem.code),
    instance,
    code: problem.code,
    correlationId: context?.requestId ?? '',
    ...(problem.errors && {
      errors: problem.errors.map(({ path, code, params }) => ({
        path,
        code,
        message: fieldText(code, locale, params),
      })),
    }),
  };
}

/** Express's last stop: answers every error as a problem document and writes down those that are ours. */
export function errorHandler(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  const problem = toProblem(error);
  const status = problemStatus(problem.code);
  if (status >= 500) log.error('request failed', { error: problem.cause ?? error, code: problem.code });
  // Somebody tries what they may not do: worth a line, whose route and person come from the context.
  if (problem.code === 'forbidden') log.warn('not permitted', { method: req.method });
  if (res.headersSent) {
    res.destroy();
    return;
  }
  for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
  res.status(status).type('application/problem+json');
  res.send(JSON.stringify(problemDocument(problem, req.originalUrl.split('?')[0]!)));
}
