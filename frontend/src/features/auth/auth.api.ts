import type {
  AuthAnswerDto,
  LoginBody,
  MeDto,
  OidcOfferDto,
  OutletDto,
  PasswordBody,
  PlaceDto,
  RegisterBody,
  StarterMenuDto,
  StarterMenuKind,
  TwoFactorChallengeDto,
  TwoFactorLoginBody,
} from '@meja/domain';
import { getData, listAll, postData } from '@/shared/api';

export const login = (body: LoginBody): Promise<AuthAnswerDto | TwoFactorChallengeDto> =>
  postData('/auth/login', body);

/** Whom one can sign in by beside the password. */
export const fetchOffer = (): Promise<OidcOfferDto> => getData('/auth/oidc');

export const loginWithCode = (body: TwoFactorLoginBody): Promise<AuthAnswerDto> =>
  postData('/auth/login/2fa', body);

export const register = (body: RegisterBody, idempotencyKey: string): Promise<AuthAnswerDto> =>
  postData('/auth/register', body, { idempotencyKey });

export const addStarterMenu = (kind: StarterMenuKind): Promise<StarterMenuDto> =>
  postData('/starter-menu', { kind });

export const fetchMe = (): Promise<MeDto> => getData('/auth/me');

export const logout = (): Promise<void> => postData('/auth/logout', undefined, { repeats: 1 });

export const changePassword = (body: PasswordBody): Promise<AuthAnswerDto | undefined> =>
  postData('/auth/password', body);

/** Joins the business that handed over the code. Throws `ApiProblem`, with `wrong_code` at the field. */
export const join = (code: string): Promise<PlaceDto> => postData('/auth/join', { code });

export const switchTenant = (tenantId: string): Promise<AuthAnswerDto> =>
  postData('/auth/switch-tenant', { tenantId });

export const fetchOutlets = (): Promise<OutletDto[]> => listAll('/outlets');
