import axios, {
  AxiosError,
  type AxiosInstance,
  type AxiosRequestConfig,
  type InternalAxiosRequestConfig,
} from 'axios';
import { v7 as uuidv7 } from 'uuid';
import { beginRetry, markAnswered } from './connection';
import { ApiProblem, type ClientProblemCode, problemFromAnswer } from './problem';
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

interface MejaConfig extends InternalAxiosRequestConfig {
  mejaRefreshed?: boolean;
  mejaRepeats?: number;
  mejaMaxRepeats?: number;
}

const WRITING = new Set(['post', 'patch', 'delete', 'put']);
let language = 'id';

/** Sets the language asked for in `Accept-Language`. */
export function setApiLanguage(value: string): void {
  language = value;
}

export const http: AxiosInstance = axios.create({
  baseURL: '/api/v1',
  timeout: 20_000,
  withCredentials: true,
  headers: { Accept: 'application/json' },
});

http.interceptors.request.use((config) => {
  const token = getAccessToken();
  if (token) config.headers.set('Authorization', `Bearer ${token}`);
  config.headers.set('Accept-Language', language);
  if (WRITING.has(config.method ?? 'get') && !config.headers.has('Idempotency-Key')) {
    config.headers.set('Idempotency-Key', uuidv7());
  }
  return config;
});

function codeWithoutAnswer(error: AxiosError): ClientProblemCode {
  if (error.code === AxiosError.ERR_CANCELED) return 'cancelled';
  return error.code === AxiosError.ECONNABORTED || error.code === AxiosError.ETIMEDOUT
    ? 'timeout'
    : 'network';
}

/** A body read as bytes still carries its problem as JSON. */
async function readBody(data: unknown): Promise<unknown> {
  if (!(data instanceof Blob)) return data;
  try {
    return JSON.parse(await data.text()) as unknown;
  } catch {
    return null;
  }
}

async function toProblem(error: unknown): Promise<ApiProblem> {
  if (error instanceof ApiProblem) return error;
  if (!(error instanceof AxiosError)) throw error;
  const { response } = error;
  if (!response) {
    const code = codeWithoutAnswer(error);
    return new ApiProblem({ status: 0, code, title: '', detail: '', requestId: null, cause: error });
  }
  markAnswered();
  const requestId = (response.headers['x-request-id'] as string | undefined) ?? null;
  const retryAfter = (response.headers['retry-after'] as string | undefined) ?? null;
  return problemFromAnswer(response.status, await readBody(response.data), requestId, retryAfter, error);
}

async function repeat(
  config: MejaConfig,
  attempt: number,
  retryAfterSeconds: number | null,
): Promise<unknown> {
  const end = beginRetry();
  config.mejaRepeats = attempt;
  const signal = config.signal as AbortSignal | undefined;
  try {
    await wait(retryAfterSeconds ? Math.min(retryAfterSeconds * 1000, 5_000) : retryDelay(attempt), signal);
    const answer = await http.request(config);
    end(true);
    return answer;
  } catch (error) {
    end(error instanceof ApiProblem && !error.isUnanswered);
    throw error;
  }
}

http.interceptors.response.use(
  (answer) => {
    markAnswered();
    return answer;
  },
  async (error: unknown) => {
    const problem = await toProblem(error);
    const config = error instanceof AxiosError ? (error.config as MejaConfig | undefined) : undefined;
    if (!config) throw problem;

    const isAuthCall = config.url?.startsWith('/auth/') && config.url !== '/auth/me';
    if (problem.status === 401 && !isAuthCall && !config.mejaRefreshed) {
      config.mejaRefreshed = true;
      await refreshAccessToken();
      return http.request(config);
    }

    const attempt = (config.mejaRepeats ?? 0) + 1;
    const hasKey = config.headers.has('Idempotency-Key');
    const allowed = mayRepeat(config.method ?? 'get', hasKey, problem.status, problem.code);
    if (allowed && problem.code !== 'cancelled' && attempt <= (config.mejaMaxRepeats ?? MAX_REPEATS)) {
      return repeat(config, attempt, problem.retryAfterSeconds);
    }
    throw problem;
  },
);

/** Axios settings of one call. */
export function toConfig(options: CallOptions = {}): AxiosRequestConfig & { mejaMaxRepeats?: number } {
  const headers: Record<string, string> = { ...options.headers };
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  return {
    headers,
    ...(options.params ? { params: options.params } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeoutMs ? { timeout: options.timeoutMs } : {}),
    ...(options.repeats === undefined ? {} : { mejaMaxRepeats: options.repeats }),
  };
}
