import { LANGUAGES, PASSWORD_MIN } from '@meja/domain';
import type { ChangeEmailBody, EmailDto, ForgotBody, ProfileBody, ResetBody, VerifyBody } from '@meja/domain';
import { bodySchema, s } from '../../platform/http';

const token = () => s.string({ max: 200 });

export const forgotBody = bodySchema<ForgotBody>({ email: s.knownEmail() });
export const resetBody = bodySchema<ResetBody>({
  token: token(),
  newPassword: s.secret({ min: PASSWORD_MIN, max: 512 }),
});
export const verifyBody = bodySchema<VerifyBody>({ token: token() });
export const changeEmailBody = bodySchema<ChangeEmailBody>({
  email: s.email(),
  currentPassword: s.secret({ max: 512 }),
});
export const profileBody = bodySchema<ProfileBody>({
  name: s.string({ max: 120 }).optional(),
  language: s.enum(LANGUAGES).optional(),
});

export const emailAnswer = s.object({ data: s.object<EmailDto>({ email: s.email() }) }).json;
