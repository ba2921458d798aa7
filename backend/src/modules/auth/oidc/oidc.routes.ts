import type {
  CurrentPasswordBody,
  IdentityDto,
  OidcOfferDto,
  OidcReturnBody,
  OidcStartDto,
  OwnIdentityDto,
} from '@meja/domain';
import { bodySchema, defineRoute, noContent, ok, s } from '../../../platform/http';
import type { Call, Route } from '../../../platform/http';
import { cookiesOf } from '../auth.controller';
import { loginAnswer } from '../auth.schema';
import { assertOwnOrigin, clearedFlowCookie, deviceOf, flowCookie, readFlowCookie } from '../cookie';
import { FLOW_MS } from './flow.rules';
import {
  beginLink,
  beginSignIn,
  describeIdentity,
  linkIdentity,
  offeredName,
  signInByIdentity,
  unlinkIdentity,
} from './oidc.service';
import type { Flow } from './oidc.service';

const tag = 'Authentication';
const one = <T extends object>(fields: Parameters<typeof s.object<T>>[0]) =>
  s.object({ data: s.object<T>(fields) }).json;

const identity = {
  email: s.string().nullable(),
  linkedAt: s.instant(),
  lastUsedAt: s.instant().nullable(),
};
const returnBody = bodySchema<OidcReturnBody>({
  code: s.string({ max: 4000 }),
  state: s.string({ max: 200 }),
  iss: s.string({ max: 500 }).optional(),
});
const off = { 404: { description: 'This service has no provider.' } };
const started = {
  ...off,
  200: {
    description: 'The provider’s page, to open in this browser, which holds the cookie that it answers to.',
    schema: one<OidcStartDto>({ url: s.toldOnce() }),
  },
};
const unproved = {
  ...off,
  400: {
    description: '`oidc_refused`: it is no answer to what this browser asked, or it came before or too late.',
  },
};

const start = (req: Call['req'], { url, token }: Flow) => ok({ url }, flowCookie(req, token, FLOW_MS));

/** Signing in by an OpenID Connect provider, where the environment names one (AUTH-11). */
export const oidcRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/auth/oidc',
    public: true,
    summary: 'Whom one can sign in by beside the password',
    tag,
    answers: {
      200: {
        description: 'The provider’s name for the button; null: none.',
        schema: one<OidcOfferDto>({ name: s.string().nullable() }),
      },
    },
    handle: () => ok({ name: offeredName() }),
  }),
  defineRoute({
    method: 'post',
    path: '/auth/oidc/start',
    public: true,
    limit: 'login',
    summary: 'Begin to sign in by the provider',
    tag,
    answers: started,
    handle: async ({ req }) => {
      assertOwnOrigin(req);
      return start(req, await beginSignIn());
    },
  }),
  defineRoute<OidcReturnBody>({
    method: 'post',
    path: '/auth/oidc/login',
    public: true,
    limit: 'login',
    summary: 'Sign in with what the browser came back with from the provider; each works once',
    tag,
    body: returnBody,
    answers: {
      200: {
        description: 'Signed in, the refresh token is in its cookie; or `twoFactorRequired`.',
        schema: loginAnswer,
      },
      403: {
        description: '`identity_unknown`: no account is linked to it; the same whatever address it names.',
      },
      ...unproved,
    },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      const device = deviceOf(req);
      const signedIn = await signInByIdentity(readFlowCookie(req), body, device);
      if ('challengeToken' in signedIn) return ok(signedIn, { 'Set-Cookie': clearedFlowCookie(req) });
      const cookies = cookiesOf(req, signedIn, device)['Set-Cookie'];
      return ok(signedIn.answer, { 'Set-Cookie': [...cookies, clearedFlowCookie(req)] });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/auth/oidc/identity',
    permission: 'profile:manage',
    summary: 'This user’s identity at the provider',
    tag,
    answers: {
      200: {
        description: 'As it stands; `identity` null: none is linked.',
        schema: one<OwnIdentityDto>({
          name: s.string().nullable(),
          identity: s.object<IdentityDto>(identity).nullable(),
        }),
      },
    },
    handle: async ({ actor }) => ok(await describeIdentity(actor)),
  }),
  defineRoute<CurrentPasswordBody>({
    method: 'post',
    path: '/auth/oidc/identity/start',
    permission: 'profile:manage',
    idempotency: 'never',
    summary: 'Begin to link one’s identity at the provider, with the password',
    tag,
    body: bodySchema<CurrentPasswordBody>({ currentPassword: s.secret({ max: 512 }) }),
    answers: { ...started, 409: { description: '`identity_taken`: one is linked already.' } },
    handle: async ({ actor, req, body }) => {
      assertOwnOrigin(req);
      return start(req, await beginLink(actor, body.currentPassword));
    },
  }),
  defineRoute<OidcReturnBody>({
    method: 'post',
    path: '/auth/oidc/identity',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Link the identity that the browser came back with from the provider',
    tag,
    body: returnBody,
    answers: {
      200: { description: 'Linked; one can sign in by it.', schema: one<IdentityDto>(identity) },
      409: { description: '`identity_taken`: it is linked to another account, or this one to another.' },
      ...unproved,
    },
    handle: async ({ actor, req, body }) => {
      assertOwnOrigin(req);
      return ok(await linkIdentity(actor, readFlowCookie(req), body), {
        'Set-Cookie': clearedFlowCookie(req),
      });
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/auth/oidc/identity',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Unlink one’s identity at the provider',
    tag,
    answers: {
      204: { description: 'Unlinked; the password opens the account as ever.' },
      404: { description: 'None was linked, or this service has no provider.' },
    },
    handle: async ({ actor }) => {
      await unlinkIdentity(actor);
      return noContent();
    },
  }),
];
