import type { ProblemDto, ProblemFieldDto } from '@meja/domain';

/** Codes the client itself gives where no answer of the server explains what happened. */
export type ClientProblemCode = 'network' | 'timeout' | 'cancelled' | 'unexpected_answer';

interface ProblemInit {
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId: string | null;
  errors?: ProblemFieldDto[];
  retryAfterSeconds?: number | null;
  cause?: unknown;
}

/**
 * What went wrong with a call, as the server's `application/problem+json` says it. `status` is 0 where no answer
 * came. `title` and `detail` are in the language of the page; the client's own codes have texts under `problem.*`.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: ProblemFieldDto[];
  readonly retryAfterSeconds: number | null;

  constructor(init: ProblemInit) {
    super(init.detail || init.title || init.code, { cause: init.cause });
    this.name = 'ApiProblem';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.requestId = init.requestId;
    this.errors = init.errors ?? [];
    this.retryAfterSeconds = init.retryAfterSeconds ?? null;
  }

  /** Whether the server gave no verdict, so that the same call may be sent again with its key. */
  get isUnanswered(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Whether an error is an `ApiProblem`, optionally with one of these codes. */
export function isProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

function isProblemBody(body: unknown): body is ProblemDto {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

/** Builds the problem of an answer that was not a success. */
export function problemFromAnswer(
  status: number,
  body: unknown,
  requestId: string | null,
  retryAfter: string | null,
  cause: unknown,
): ApiProblem {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const retryAfterSeconds = Number.isFinite(seconds) ? seconds : null;
  if (isProblemBody(body)) {
    return new ApiProblem({
      status,
      code: body.code,
      title: body.title,
      detail: body.detail,
      requestId: requestId ?? body.correlationId ?? null,
      errors: body.errors,
      retryAfterSeconds,
      cause,
    });
  }
  const code: ClientProblemCode = status >= 502 && status <= 504 ? 'network' : 'unexpected_answer';
  return new ApiProblem({ status, code, title: '', detail: '', requestId, retryAfterSeconds, cause });
}

/** Builds the problem of a call that got no answer. */
export function problemWithoutAnswer(code: ClientProblemCode, cause: unknown): ApiProblem {
  return new ApiProblem({ status: 0, code, title: '', detail: '', requestId: null, cause });
}
