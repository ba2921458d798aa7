import type { AuthAnswerDto, LoginBody, MeDto, OutletDto, PasswordBody, RegisterBody } from '@meja/domain';
import { getData, listAll, postData } from '@/shared/api';

export const login = (body: LoginBody): Promise<AuthAnswerDto> => postData('/auth/login', body);

export const register = (body: RegisterBody, idempotencyKey: string): Promise<AuthAnswerDto> =>
  postData('/auth/register', body, { idempotencyKey });

export const fetchMe = (): Promise<MeDto> => getData('/auth/me');

export const logout = (): Promise<void> => postData('/auth/logout', undefined, { repeats: 1 });

export const changePassword = (body: PasswordBody): Promise<AuthAnswerDto | undefined> =>
  postData('/auth/password', body);

export const fetchOutlets = (): Promise<OutletDto[]> => listAll('/outlets');
