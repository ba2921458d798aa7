import type { ChangeEmailBody, ForgotBody, ProfileBody, ResetBody, VerifyBody } from '@meja/domain';
import { defineRoute, noContent, ok, s } from '../../platform/http';
import type { Reply, Route } from '../../platform/http';
import {
  changeEmailBody,
  emailAnswer,
  forgotBody,
  profileBody,
  resetBody,
  verifyBody,
} from './account-mail.schema';
import { proveAddress, requestEmail, resendLink } from './address.service';
import { userAnswer } from './auth.schema';
import { assertOwnOrigin, deviceOf } from './cookie';
import { changeProfile } from './profile.service';
import { forgotPassword, resetPassword } from './recovery.service';

const tag = 'Authentication';
const accepted = (data: object): Reply => ({ status: 202, json: { data } });
const unusable = {
  410: { description: '`link_unusable`: used, expired, replaced by another, or never one.' },
};

/** What an account's owner does by way of their e-mail, and what they say of themselves. */
export const accountMailRoutes: Route[] = [
  defineRoute<ForgotBody>({
    method: 'post',
    path: '/auth/password/forgot',
    public: true,
    limit: 'forgot',
    summary: 'Ask for a link to a new password; the answer is the same whether there is an account or not',
    tag,
    body: forgotBody,
    answers: {
      202: {
        description: 'Where there is an account, a mail follows.',
        schema: s.object({ data: s.object({}) }).json,
      },
    },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      await forgotPassword(body);
      return accepted({});
    },
  }),
  defineRoute<ResetBody>({
    method: 'post',
    path: '/auth/password/reset',
    public: true,
    limit: 'login',
    summary:
      'Choose a new password by the e-mailed link; every session ends. Repeated, it has already happened',
    tag,
    body: resetBody,
    answers: { 204: { description: 'Changed; sign in with it.' }, ...unusable },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      await resetPassword(body, deviceOf(req));
      return noContent();
    },
  }),
  defineRoute<VerifyBody>({
    method: 'post',
    path: '/auth/email/verify',
    public: true,
    limit: 'login',
    summary: 'Prove an address by the link that came there; repeated, it has already happened',
    tag,
    body: verifyBody,
    answers: {
      200: { description: 'Proved; of a change, the account’s own from now on.', schema: emailAnswer },
      409: { description: '`email_taken`: another account has this address by now.' },
      ...unusable,
    },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      return ok(await proveAddress(body));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/auth/email/resend',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Send the link that proves one’s own address once more',
    tag,
    answers: { 202: { description: 'It follows, unless the address is proved.', schema: emailAnswer } },
    handle: async ({ actor }) => accepted(await resendLink(actor)),
  }),
  defineRoute<ChangeEmailBody>({
    method: 'post',
    path: '/auth/email',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Ask for another address for one’s own account; it changes by the link that is sent there',
    tag,
    body: changeEmailBody,
    answers: { 202: { description: 'A mail follows, unless another account has it.', schema: emailAnswer } },
    handle: async ({ actor, body }) => accepted(await requestEmail(actor, body)),
  }),
  defineRoute<ProfileBody>({
    method: 'patch',
    path: '/auth/profile',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Change one’s own name and language',
    tag,
    body: profileBody,
    answers: { 200: { description: 'As it is now.', schema: userAnswer } },
    handle: async ({ actor, body }) => ok(await changeProfile(actor, body)),
  }),
];
