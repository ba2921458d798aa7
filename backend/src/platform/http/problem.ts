import type { ProblemCode } from '@meja/domain';
import type { FieldIssue } from './schema';

export interface ProblemOptions {
  /** Fill the texts' `{names}`. */
  params?: Record<string, string | number>;
  errors?: FieldIssue[];
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal the caller can understand: status and texts follow from the code (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly params: Record<string, string | number>;
  readonly errors: FieldIssue[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: ProblemCode,
    { params = {}, errors, headers = {}, cause }: ProblemOptions = {},
  ) {
    super(code, { cause });
    this.params = params;
    this.errors = errors;
    this.headers = headers;
  }
}

/** A 422 that names the fields. */
export function invalid(...errors: FieldIssue[]): Problem {
  return new Problem('validation_failed', { errors });
}

/** Refuses what is not GET with a 405 that says so. */
export function onlyGet(req: { method: string }): never {
  const headers = { Allow: 'GET, HEAD' };
  throw new Problem('method_not_allowed', {
    params: { method: req.method, allowed: headers.Allow },
    headers,
  });
}

/** A 404, the same for what does not exist and for what is another tenant's. */
export function notFound(): Problem {
  return new Problem('not_found');
}
