/** One request as it goes over the wire. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path and query on this origin. */
  address: string;
  headers: Record<string, string>;
  body?: string | FormData;
  /** How the answer's body is read: as JSON, or as a file. */
  reads: 'json' | 'blob';
  timeoutMs: number;
  signal?: AbortSignal;
  /** Share of the body that is sent, 0 to 1, where the carrier can tell. */
  onSent?: (share: number) => void;
}

/** Any answer of the server, whatever it says. */
export interface Incoming {
  status: number;
  header: (name: string) => string | null;
  /** Parsed; `undefined` where there was none, the text itself where it is no JSON. */
  body: unknown;
}

export type CarrierFault = 'network' | 'timeout' | 'cancelled';

/** No answer came. */
export class NoAnswer extends Error {
  constructor(
    readonly code: CarrierFault,
    cause: unknown,
  ) {
    super(code, { cause });
    this.name = 'NoAnswer';
  }
}

/** Takes a request to the server and brings its answer; throws `NoAnswer` where none came. */
export type Carrier = (request: Outgoing) => Promise<Incoming>;

/** A body as text: parsed where it is JSON. */
export function parseBody(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Runs a request until it is answered, its time is over or the caller no longer wants it; says which in `NoAnswer`. */
export async function inTime<T>(
  { timeoutMs, signal }: Pick<Outgoing, 'timeoutMs' | 'signal'>,
  work: (stopped: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new NoAnswer('cancelled', signal.reason);
  const stop = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop.abort();
  }, timeoutMs);
  const cancel = (): void => stop.abort();
  signal?.addEventListener('abort', cancel);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (signal?.aborted) throw new NoAnswer('cancelled', error);
    throw new NoAnswer(isLate ? 'timeout' : 'network', error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
