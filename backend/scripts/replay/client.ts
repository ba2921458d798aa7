export interface Answer<T> {
  status: number;
  data: T;
  headers: Headers;
}

const PATIENCE = 8;

/** One caller of the API: waits where it is told to, tries again what it may, and fails on anything else. */
export function client(baseUrl: string, token: string | null = null) {
  return async function call<T>(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isForm = body instanceof FormData;
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
          ...extra,
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) {
        const parsed = text ? (JSON.parse(text) as { data: T }) : { data: undefined as T };
        return { status: response.status, data: parsed.data, headers: response.headers };
      }
      const mayTryAgain =
        response.status === 429 || response.status === 503 || text.includes('idempotency_in_progress');
      if (!mayTryAgain || attempt === PATIENCE)
        throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
      const seconds = Number(response.headers.get('retry-after') ?? 1);
      await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 60) * 1000));
    }
  };
}

export type Call = ReturnType<typeof client>;
