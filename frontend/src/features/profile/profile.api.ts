import type {
  ChangeEmailBody,
  EmailDto,
  OidcStartDto,
  OwnIdentityDto,
  ProfileBody,
  SessionUserDto,
} from '@meja/domain';
import { deleteData, getData, patchData, postData, postFile } from '@/shared/api';

export const saveProfile = (body: ProfileBody): Promise<SessionUserDto> => patchData('/auth/profile', body);

/** Throws `ApiProblem`; the answer is the same for an address that has an account. */
export const requestEmail = (body: ChangeEmailBody): Promise<EmailDto> => postData('/auth/email', body);

export const resendLink = (): Promise<EmailDto> => postData('/auth/email/resend', {});

export const fetchIdentity = (): Promise<OwnIdentityDto> => getData('/auth/oidc/identity');

/** The provider's page, told only now. Throws `ApiProblem`. */
export const startLink = (currentPassword: string): Promise<OidcStartDto> =>
  postData('/auth/oidc/identity/start', { currentPassword });

export const unlinkIdentity = (): Promise<void> => deleteData('/auth/oidc/identity');

/** Throws `ApiProblem`, with what is wrong with the file. */
export const uploadPhoto = (file: File, onSent: (share: number) => void): Promise<SessionUserDto> =>
  postFile('/auth/photo', file, { onSent });

export const removePhoto = (): Promise<SessionUserDto> => deleteData('/auth/photo');
