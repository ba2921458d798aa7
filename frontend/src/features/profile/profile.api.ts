import type {
  ChangeEmailBody,
  EmailDto,
  OidcStartDto,
  OwnIdentityDto,
  ProfileBody,
  SessionUserDto,
} from '@meja/domain';
import { deleteData, getData, patchData, postData } from '@/shared/api';

export const saveProfile = (body: ProfileBody): Promise<SessionUserDto> => patchData('/auth/profile', body);

/** Throws `ApiProblem`; the answer is the same for an address that has an account. */
export const requestEmail = (body: ChangeEmailBody): Promise<EmailDto> => postData('/auth/email', body);

export const resendLink = (): Promise<EmailDto> => postData('/auth/email/resend', {});

export const fetchIdentity = (): Promise<OwnIdentityDto> => getData('/auth/oidc/identity');

/** The provider's page, told only now. Throws `ApiProblem`. */
export const startLink = (currentPassword: string): Promise<OidcStartDto> =>
  postData('/auth/oidc/identity/start', { currentPassword });

export const unlinkIdentity = (): Promise<void> => deleteData('/auth/oidc/identity');
