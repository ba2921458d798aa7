import type { JoinBody, LoginBody, PasswordBody, RegisterBody } from '@meja/domain';
import { UNCHANGED, defineRoute, noContent, notFound, ok, page, replyHeld, s } from '../../platform/http';
import type { Reply, Route } from '../../platform/http';
import { accountMailRoutes } from './account-mail.routes';
import { changePassword, describeMe, endOwnSession, listOwnSessions, switchTenant } from './account.service';
import { answerSignedIn, handleLogin, handleLogout, handleRefresh, handleRegister } from './auth.controller';
import {
  authAnswer,
  joinAnswer,
  joinBody,
  loginAnswer,
  loginBody,
  meAnswer,
  passwordBody,
  refreshAnswer,
  registerBody,
  sessionsAnswer,
  switchBody,
} from './auth.schema';
import { clearedCookie } from './cookie';
import { joinTenant } from './join.service';
import { answerMe, heldMe } from './me-in-memory';
import { oidcRoutes } from './oidc/oidc.routes';
import { photoRoutes } from './photo/photo.routes';
import { pinRoutes } from './pin.routes';
import { endSessions } from './sessions.service';
import { twoFactorRoutes } from './two-factor.routes';

const tag = 'Authentication';
const gone = (req: Parameters<typeof clearedCookie>[0]): Reply => ({
  status: 204,
  headers: clearedCookie(req),
});

const publicRoutes: Route[] = [
  defineRoute<RegisterBody>({
    method: 'post',
    path: '/auth/register',
    public: true,
    limit: 'register',
    summary: 'Open a business: owner, first outlet, 14 days of trial',
    tag,
    body: registerBody,
    answers: {
      201: { description: 'Registered and signed in.', schema: authAnswer },
      409: { description: '`email_taken`: there is an account of this address; sign in.' },
    },
    handle: handleRegister,
  }),
  defineRoute<LoginBody>({
    method: 'post',
    path: '/auth/login',
    public: true,
    limit: 'login',
    summary: 'Sign in by e-mail and password',
    tag,
    body: loginBody,
    answers: {
      200: {
        description: 'Signed in, the refresh token is in its cookie; or `twoFactorRequired`.',
        schema: loginAnswer,
      },
      401: { description: '`invalid_credentials`, the same for a wrong password and an unknown address.' },
    },
    handle: handleLogin,
  }),
  defineRoute({
    method: 'post',
    path: '/auth/refresh',
    public: true,
    summary: 'A new access token for the refresh cookie, which is replaced',
    tag,
    answers: {
      200: { description: 'Renewed.', schema: refreshAnswer },
      401: { description: 'No living session; `refresh_reused` ends all that came of it.' },
    },
    handle: handleRefresh,
  }),
  defineRoute({
    method: 'post',
    path: '/auth/logout',
    public: true,
    summary: 'End this session',
    tag,
    answers: { 204: { description: 'Ended, or there was none.' } },
    handle: handleLogout,
  }),
];

const ownRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/auth/logout-all',
    permission: 'profile:manage',
    idempotency: 'never',
    summary: 'End every session of this user, this one included',
    tag,
    answers: { 204: { description: 'Ended.' } },
    handle: async ({ actor, req }) => {
      await endSessions({ accountId: actor.accountId }, 'signed_out_everywhere');
      return gone(req);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/auth/me',
    permission: 'profile:manage',
    summary: 'Who is signed in, where they work, what they may do',
    tag,
    answers: { 200: { description: 'The signed-in user.', schema: meAnswer }, ...UNCHANGED },
    handle: async ({ actor, req }) =>
      replyHeld(await answerMe(actor, describeMe), req.headers['if-none-match']),
    held: ({ actor }) => heldMe(actor),
  }),
  defineRoute({
    method: 'get',
    path: '/auth/sessions',
    permission: 'profile:manage',
    summary: 'Where this user is signed in',
    tag,
    answers: { 200: { description: 'Living sessions, last seen first.', schema: sessionsAnswer } },
    handle: async ({ actor }) => page(await listOwnSessions(actor), null),
  }),
  defineRoute<undefined, object, { id: string }>({
    method: 'delete',
    path: '/auth/sessions/:id',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'End one of this user’s sessions',
    tag,
    params: { id: s.uuid() },
    answers: { 204: { description: 'Ended.' } },
    handle: async ({ actor, params }) => {
      await endOwnSession(actor, params.id);
      return noContent();
    },
  }),
  defineRoute<PasswordBody>({
    method: 'post',
    path: '/auth/password',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Change the password; every other session ends',
    tag,
    body: passwordBody,
    answers: { 204: { description: 'Changed.' } },
    handle: async ({ actor, body }) => {
      await changePassword(actor, body);
      return noContent();
    },
  }),
  defineRoute<JoinBody>({
    method: 'post',
    path: '/auth/join',
    permission: 'profile:manage',
    limit: 'login',
    idempotency: 'after',
    summary: 'Join the business that handed over this code; repeated, it answers the same',
    tag,
    body: joinBody,
    answers: { 200: { description: 'Joined; `switch-tenant` goes there.', schema: joinAnswer } },
    handle: async ({ actor, body }) => ok(await joinTenant(actor, body.code)),
  }),
  defineRoute({
    method: 'delete',
    path: '/auth/impersonation',
    permission: 'profile:manage',
    idempotency: 'never',
    summary: 'Stop looking at a business through its owner’s eyes',
    tag,
    answers: {
      204: { description: 'This session has ended.' },
      404: { description: 'This session is its owner’s own.' },
    },
    handle: async ({ actor }) => {
      if (!actor.impersonator) throw notFound();
      await endSessions({ accountId: actor.accountId, id: actor.sessionId }, 'impersonation_ended');
      return noContent();
    },
  }),
  defineRoute<{ tenantId: string }>({
    method: 'post',
    path: '/auth/switch-tenant',
    permission: 'profile:manage',
    idempotency: 'never',
    summary: 'Go on in another business this user works in',
    tag,
    body: switchBody,
    answers: {
      200: { description: 'New tokens; the old session has ended.', schema: authAnswer },
      404: { description: 'Not a business this user works in.' },
    },
    handle: async ({ actor, body, req }) => answerSignedIn(req, await switchTenant(actor, body.tenantId)),
  }),
];

export const authRoutes: Route[] = [
  ...publicRoutes,
  ...ownRoutes,
  ...accountMailRoutes,
  ...twoFactorRoutes,
  ...oidcRoutes,
  ...photoRoutes,
  ...pinRoutes,
];
