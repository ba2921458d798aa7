import type { LoginBody, RegisterBody } from '@meja/domain';
import { Problem, created, noContent, ok } from '../../platform/http';
import type { Call, Reply } from '../../platform/http';
import {
  assertOwnOrigin,
  clearedCookie,
  deviceCookie,
  deviceOf,
  readRefreshCookie,
  refreshCookie,
} from './cookie';
import type { Device } from './cookie';
import { register } from './register.service';
import { endSessions, refreshSession, sessionOfRefreshToken } from './sessions.service';
import { signIn } from './sign-in.service';
import type { SignedIn } from './sign-in.service';

type Req = Call['req'];

const cookieOf = (req: Req, { tokens }: SignedIn) =>
  refreshCookie(req, tokens.refreshToken, tokens.refreshExpiresIn);

/** The cookies of whoever has shown a password: the session's, and the one by which the device is known. */
export const cookiesOf = (req: Req, signedIn: SignedIn, device: Device) => ({
  'Set-Cookie': [...Object.values(cookieOf(req, signedIn)), deviceCookie(req, device)],
});

/** 200 with the tokens: the access token in the body, the refresh token in its cookie. */
export const answerSignedIn = (req: Req, signedIn: SignedIn): Reply =>
  ok(signedIn.answer, cookieOf(req, signedIn));

export async function handleRegister({ req, body }: Call<RegisterBody>): Promise<Reply> {
  assertOwnOrigin(req);
  const device = deviceOf(req);
  const signedIn = await register(body, device);
  return created(signedIn.answer, cookiesOf(req, signedIn, device));
}

export async function handleLogin({ req, body }: Call<LoginBody>): Promise<Reply> {
  assertOwnOrigin(req);
  const device = deviceOf(req);
  const signedIn = await signIn(body, device);
  if ('challengeToken' in signedIn) return ok(signedIn);
  return ok(signedIn.answer, cookiesOf(req, signedIn, device));
}

export async function handleRefresh({ req }: Call): Promise<Reply> {
  assertOwnOrigin(req);
  const token = readRefreshCookie(req);
  if (!token) throw new Problem('unauthenticated');
  try {
    const tokens = await refreshSession(token);
    const { accessToken, expiresIn } = tokens;
    return ok({ accessToken, expiresIn }, refreshCookie(req, tokens.refreshToken, tokens.refreshExpiresIn));
  } catch (error) {
    if (error instanceof Problem) Object.assign(error.headers, clearedCookie(req));
    throw error;
  }
}

/** Ends the session of the token and that of the cookie, usually the same; without either there is nothing to do. */
export async function handleLogout({ req, maybeActor }: Call): Promise<Reply> {
  assertOwnOrigin(req);
  const token = readRefreshCookie(req);
  const session = token ? await sessionOfRefreshToken(token) : null;
  const ended = [
    ...(maybeActor ? [{ accountId: maybeActor.accountId, id: maybeActor.sessionId }] : []),
    ...(session && session.id !== maybeActor?.sessionId
      ? [{ accountId: session.accountId, id: session.id }]
      : []),
  ];
  for (const filter of ended) await endSessions(filter, 'signed_out');
  return { ...noContent(), headers: clearedCookie(req) };
}
