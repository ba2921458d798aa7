export { issueAccessToken, rememberedClaims, verifyAccessToken } from './access-token';
export type { AccessClaims } from './access-token';
export {
  PASSWORD_MAX,
  PASSWORD_MIN,
  generatePassword,
  hashCode,
  hashPassword,
  hashPin,
  passwordIssue,
  pinMark,
  readCode,
  verifyPassword,
  verifyPin,
} from './passwords';
export type { PasswordIssue } from './passwords';
