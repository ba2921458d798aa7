import type { EmailDto, ResetBody } from '@meja/domain';
import { postData } from '@/shared/api';

/** Answers the same whether there is an account or not. */
export const forgotPassword = (email: string): Promise<object> =>
  postData('/auth/password/forgot', { email });

/** Throws `ApiProblem`, `link_unusable` among them. */
export const resetPassword = (body: ResetBody): Promise<void> => postData('/auth/password/reset', body);

/** Throws `ApiProblem`, `link_unusable` among them. */
export const proveAddress = (token: string): Promise<EmailDto> => postData('/auth/email/verify', { token });
