import type {
  RecoveryCodesDto,
  TwoFactorDto,
  TwoFactorEnableBody,
  TwoFactorLoginBody,
  TwoFactorProofBody,
  TwoFactorSetupBody,
  TwoFactorSetupDto,
} from '@meja/domain';
import { bodySchema, defineRoute, noContent, ok, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { cookiesOf } from './auth.controller';
import { authAnswer } from './auth.schema';
import { assertOwnOrigin, deviceOf } from './cookie';
import {
  describeTwoFactor,
  disableTwoFactor,
  enableTwoFactor,
  renewRecoveryCodes,
  setUpTwoFactor,
  signInWithCode,
} from './two-factor.service';

const tag = 'Authentication';
const code = () => s.string({ max: 40 });
const proofBody = bodySchema<TwoFactorProofBody>({ password: s.secret({ max: 512 }), code: code() });
const recoveryCodes = s.object({
  data: s.object<RecoveryCodesDto>({ recoveryCodes: s.toldOnceList() }),
}).json;

export const twoFactorRoutes: Route[] = [
  defineRoute<TwoFactorLoginBody>({
    method: 'post',
    path: '/auth/login/2fa',
    public: true,
    limit: 'login',
    summary: 'The second step of signing in: a code of the authenticator, or a recovery code',
    tag,
    body: bodySchema<TwoFactorLoginBody>({ challengeToken: s.string({ max: 100 }), code: code() }),
    answers: {
      200: { description: 'Signed in; the refresh token is in its cookie.', schema: authAnswer },
      401: {
        description: '`wrong_two_factor_code`, also for one that was used; `challenge_ended`: sign in again.',
      },
    },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      const device = deviceOf(req);
      const signedIn = await signInWithCode(body, device);
      return ok(signedIn.answer, cookiesOf(req, signedIn, device));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/auth/2fa',
    permission: 'profile:manage',
    summary: 'Whether this user has a second factor, and must have one',
    tag,
    answers: {
      200: {
        description: 'As it stands.',
        schema: s.object({
          data: s.object<TwoFactorDto>({
            enabled: s.boolean(),
            required: s.boolean(),
            recoveryCodesLeft: s.integer(),
          }),
        }).json,
      },
    },
    handle: async ({ actor }) => ok(await describeTwoFactor(actor)),
  }),
  defineRoute<TwoFactorSetupBody>({
    method: 'post',
    path: '/auth/2fa/setup',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Begin setting up a second factor (TOTP); five minutes after the sign-in with the password',
    tag,
    body: bodySchema<TwoFactorSetupBody>({ currentPassword: s.secret({ max: 512 }).optional() }),
    answers: {
      200: {
        description: 'For the authenticator; nothing is asked for before it is enabled.',
        schema: s.object({
          data: s.object<TwoFactorSetupDto>({ secret: s.toldOnce(), otpauthUrl: s.toldOnce() }),
        }).json,
      },
      409: { description: '`two_factor_enabled`' },
    },
    handle: async ({ actor, body }) => ok(await setUpTwoFactor(actor, body)),
  }),
  defineRoute<TwoFactorEnableBody>({
    method: 'post',
    path: '/auth/2fa/enable',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Enable the second factor with a code of the authenticator',
    tag,
    body: bodySchema<TwoFactorEnableBody>({ code: code() }),
    answers: {
      200: {
        description: 'Ten recovery codes, told once; each opens once in the place of a code.',
        schema: recoveryCodes,
      },
      409: { description: '`two_factor_enabled`, or `two_factor_not_enabled` where nothing was begun.' },
    },
    handle: async ({ actor, body }) => ok(await enableTwoFactor(actor, body.code)),
  }),
  defineRoute<TwoFactorProofBody>({
    method: 'post',
    path: '/auth/2fa/disable',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Take the second factor away, with password and code',
    tag,
    body: proofBody,
    answers: { 204: { description: 'Taken away.' }, 409: { description: '`two_factor_not_enabled`' } },
    handle: async ({ actor, body }) => {
      await disableTwoFactor(actor, body);
      return noContent();
    },
  }),
  defineRoute<TwoFactorProofBody>({
    method: 'post',
    path: '/auth/2fa/recovery-codes',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Ten new recovery codes in the place of all before, with password and code',
    tag,
    body: proofBody,
    answers: {
      200: { description: 'Told once; the codes before are void.', schema: recoveryCodes },
      409: { description: '`two_factor_not_enabled`' },
    },
    handle: async ({ actor, body }) => ok(await renewRecoveryCodes(actor, body)),
  }),
];
