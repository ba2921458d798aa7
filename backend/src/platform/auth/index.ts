export { issueAccessToken, rememberedClaims, verifyAccessToken } from './access-token';
export type { AccessClaims } from './access-token';
export {
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
