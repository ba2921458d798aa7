import type { RefreshAnswerDto, Answer } from '@meja/domain';
import { NoAnswer } from './carrier';
import { fetchCarrier } from './fetch-carrier';
import { isProblem, problemFromAnswer, problemWithoutAnswer } from './problem';
import { announceSessionLost, getAccessToken, setAccessToken } from './token';

const HINT = 'meja.session';
let running: Promise<string> | null = null;

/** Remembers that this browser holds a refresh cookie, so that a first visit asks the server for nothing. */
export function rememberSession(exists: boolean): void {
  try {
    if (exists) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Storage may be forbidden; then every start simply asks the server.
  }
}

export function maySessionExist(): boolean {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return true;
  }
}

async function requestToken(): Promise<string> {
  const answer = await fetchCarrier({
    method: 'POST',
    address: '/api/v1/auth/refresh',
    headers: { Accept: 'application/json' },
    reads: 'json',
    timeoutMs: 15_000,
  }).catch((error: unknown) => {
    throw error instanceof NoAnswer ? problemWithoutAnswer(error.code, error) : error;
  });
  if (answer.status !== 200)
    throw problemFromAnswer(answer.status, answer.body, null, answer.header('retry-after'), null);
  return (answer.body as Answer<RefreshAnswerDto>).data.accessToken;
}

/** Other tabs share the cookie: they take turns, since each use of it makes the earlier one void. */
async function requestInTurn(): Promise<string> {
  // Absent where the page came over plain HTTP from another machine.
  const locks: LockManager | null | undefined = navigator.locks;
  if (!locks) return requestToken();
  return locks.request('meja.refresh', requestToken);
}

/**
 * Fetches a new access token; callers at the same time share one request. Throws what the server said; where it
 * refuses the session, everyone who listens is told that it is lost.
 */
export function refreshAccessToken(): Promise<string> {
  running ??= requestInTurn()
    .then((token) => {
      setAccessToken(token);
      rememberSession(true);
      return token;
    })
    .catch((error: unknown) => {
      if (isProblem(error) && (error.status === 401 || error.status === 403)) {
        rememberSession(false);
        if (getAccessToken() !== null) announceSessionLost();
      }
      throw error;
    })
    .finally(() => {
      running = null;
    });
  return running;
}
