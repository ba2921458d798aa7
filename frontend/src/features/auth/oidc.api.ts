import type {
  AuthAnswerDto,
  IdentityDto,
  OidcReturnBody,
  OidcStartDto,
  TwoFactorChallengeDto,
} from '@meja/domain';
import { postData } from '@/shared/api';

export const startOidc = (): Promise<OidcStartDto> => postData('/auth/oidc/start');

/** Throws `ApiProblem`, `identity_unknown` among them. */
export const loginByOidc = (back: OidcReturnBody): Promise<AuthAnswerDto | TwoFactorChallengeDto> =>
  postData('/auth/oidc/login', back, { repeats: 1 });

/** Throws `ApiProblem`, `identity_taken` among them. */
export const linkIdentity = (back: OidcReturnBody): Promise<IdentityDto> =>
  postData('/auth/oidc/identity', back);

const NEXT = 'meja.next';

/** Where to go once back from the provider, whose way keeps no address of ours but the one that is registered there. */
export const rememberNext = (path: unknown): void =>
  sessionStorage.setItem(NEXT, typeof path === 'string' ? path : '');

/** What was remembered, once. */
export function takeNext(): string {
  const path = sessionStorage.getItem(NEXT) ?? '';
  sessionStorage.removeItem(NEXT);
  return path;
}
