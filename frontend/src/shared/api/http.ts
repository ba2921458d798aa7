import { type Carrier, type Incoming, NoAnswer, type Outgoing } from './carrier';
import { beginRetry, markAnswered } from './connection';
import { fetchCarrier } from './fetch-carrier';
import { newId } from './new-id';
import { ApiProblem, problemFromAnswer, problemWithoutAnswer } from './problem';
import { refreshAccessToken } from './refresh';
import { MAX_REPEATS, mayRepeat, retryDelay, wait } from './retry';
import { getAccessToken } from './token';

/** What a caller may set on one call. */
export interface CallOptions {
  params?: Record<string, unknown>;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** Given by callers that may press «again» later: the same key makes the server answer once for all. */
  idempotencyKey?: string;
  /** `version` of what is being changed, sent as `If-Match`. */
  version?: number;
  timeoutMs?: number;
  /** How often to repeat a call without verdict; 0 leaves it to the caller. */
  repeats?: number;
}

export interface Call extends CallOptions {
  method: Outgoing['method'];
  /** Below `base`. */
  path: string;
  /** `/api/v1` unless said otherwise. */
  base?: string;
  body?: unknown;
  /** Who takes it there; `fetch` unless said otherwise. */
  carrier?: Carrier;
  reads?: Outgoing['reads'];
  onSent?: Outgoing['onSent'];
}

const BASE = '/api/v1';
const TIMEOUT_MS = 20_000;
const WAIT_MAX_MS = 5_000;
const NOT_MODIFIED = 304;
let language = 'id';

/** Sets the language asked for in `Accept-Language`. */
export function setApiLanguage(value: string): void {
  language = value;
}

function addressOf(base: string, path: string, params: Record<string, unknown> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return `${base}${path}${query.size > 0 ? `?${query}` : ''}`;
}

function toOutgoing(call: Call, key: string | undefined): Outgoing {
  const {
    method,
    path,
    base = BASE,
    params,
    body,
    version,
    signal,
    timeoutMs = TIMEOUT_MS,
    reads = 'json',
    onSent,
  } = call;
  const token = getAccessToken();
  const isForm = body instanceof FormData;
  return {
    method,
    address: addressOf(base, path, params),
    headers: {
      Accept: 'application/json',
      'Accept-Language': language,
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      ...(key && { 'Idempotency-Key': key }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
      ...call.headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    reads,
    timeoutMs,
    ...(signal && { signal }),
    ...(onSent && { onSent }),
  };
}

const isGood = ({ status, body }: Incoming): boolean =>
  status === NOT_MODIFIED || (status >= 200 && status < 300 && typeof body !== 'string');

/** Throws what went wrong: no answer, or one that is no success. A page of HTML is none, whatever its status. */
async function carry(carrier: Carrier, request: Outgoing): Promise<Incoming> {
  let answer: Incoming;
  try {
    answer = await carrier(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw problemWithoutAnswer(error.code, error);
  }
  markAnswered();
  if (isGood(answer)) return answer;
  const requestId = answer.header('x-request-id');
  throw problemFromAnswer(answer.status, answer.body, requestId, answer.header('retry-after'), null);
}

function pauseBefore(attempt: number, problem: ApiProblem): number {
  return problem.retryAfterSeconds
    ? Math.min(problem.retryAfterSeconds * 1000, WAIT_MAX_MS)
    : retryDelay(attempt);
}

/**
 * Sends a call, with the person's token, in their language, a writing one under an idempotency key; renews the token
 * once, and repeats what may be repeated while the server gives no verdict. Throws `ApiProblem`.
 */
export async function send(call: Call): Promise<Incoming> {
  const { method, path, signal, carrier = fetchCarrier, repeats = MAX_REPEATS } = call;
  const key = call.idempotencyKey ?? (method === 'GET' ? undefined : newId());
  let mayRenew = !path.startsWith('/auth/') || path === '/auth/me';
  let endRetry: ((isAnswered: boolean) => void) | null = null;
  let isAnswered = false;
  let attempt = 1;
  try {
    for (;;) {
      try {
        const answer = await carry(carrier, toOutgoing(call, key));
        isAnswered = true;
        return answer;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        isAnswered = !error.isUnanswered;
        if (error.status === 401 && mayRenew) {
          mayRenew = false;
          await refreshAccessToken();
          continue;
        }
        const isWorthIt = error.code !== 'cancelled' && attempt <= repeats;
        if (!isWorthIt || !mayRepeat(method, key !== undefined, error.status, error.code)) throw error;
        endRetry ??= beginRetry();
        await wait(pauseBefore(attempt, error), signal).catch((stopped: unknown) => {
          throw problemWithoutAnswer('cancelled', stopped);
        });
        attempt += 1;
      }
    }
  } finally {
    endRetry?.(isAnswered);
  }
}
