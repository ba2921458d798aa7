import type { RefreshAnswerDto, Answer } from '@meja/domain';
import axios from 'axios';
import { isProblem, problemFromAnswer } from './problem';
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
  const answer = await axios.post<Answer<RefreshAnswerDto>>('/api/v1/auth/refresh', undefined, {
    withCredentials: true,
    timeout: 15_000,
    validateStatus: () => true,
  });
  if (answer.status !== 200) {
    const retryAfter = (answer.headers['retry-after'] as string | undefined) ?? null;
    throw problemFromAnswer(answer.status, answer.data, null, retryAfter, null);
  }
  return answer.data.data.accessToken;
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
