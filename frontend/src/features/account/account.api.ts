import type {
  OwnPinBody,
  RecoveryCodesDto,
  SessionDto,
  TwoFactorProofBody,
  TwoFactorDto,
  TwoFactorSetupBody,
  TwoFactorSetupDto,
} from '@meja/domain';
import { deleteData, getData, postData } from '@/shared/api';

export const fetchTwoFactor = (): Promise<TwoFactorDto> => getData('/auth/2fa');

/** Secret and address for the QR code, told only now. Throws `ApiProblem`, at `currentPassword` where it is asked for. */
export const setUpTwoFactor = (body: TwoFactorSetupBody = {}): Promise<TwoFactorSetupDto> =>
  postData('/auth/2fa/setup', body);

/** The recovery codes, told only now. Throws `ApiProblem`. */
export const enableTwoFactor = (code: string): Promise<RecoveryCodesDto> =>
  postData('/auth/2fa/enable', { code });

export const disableTwoFactor = (body: TwoFactorProofBody): Promise<void> =>
  postData('/auth/2fa/disable', body);

/** Ten new recovery codes, told only now. Throws `ApiProblem`. */
export const renewRecoveryCodes = (body: TwoFactorProofBody): Promise<RecoveryCodesDto> =>
  postData('/auth/2fa/recovery-codes', body);

export const fetchSessions = (): Promise<SessionDto[]> => getData('/auth/sessions');

export const endSession = (id: string): Promise<void> => deleteData(`/auth/sessions/${id}`);

export const endAllSessions = (): Promise<void> => postData('/auth/logout-all', undefined, { repeats: 1 });

export const changePin = (body: OwnPinBody): Promise<void> => postData('/auth/pin/change', body);
