import type { ChangeEmailBody, EmailDto, ProfileBody, SessionUserDto } from '@meja/domain';
import { patchData, postData } from '@/shared/api';

export const saveProfile = (body: ProfileBody): Promise<SessionUserDto> => patchData('/auth/profile', body);

/** Throws `ApiProblem`; the answer is the same for an address that has an account. */
export const requestEmail = (body: ChangeEmailBody): Promise<EmailDto> => postData('/auth/email', body);

export const resendLink = (): Promise<EmailDto> => postData('/auth/email/resend', {});
