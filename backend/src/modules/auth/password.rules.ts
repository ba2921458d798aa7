import { PASSWORD_MAX, PASSWORD_MIN, passwordIssue } from '../../platform/auth';
import { Problem, invalid } from '../../platform/http';

/** Throws 422 where a new password is too short, too long or too easy to guess for the person behind these names. */
export function assertGoodPassword(path: string, password: string, names: readonly string[]): void {
  const code = passwordIssue(password, names);
  if (!code) return;
  const error = { path, code, params: { min: PASSWORD_MIN, max: PASSWORD_MAX } };
  if (code !== 'password_too_weak') throw invalid(error);
  throw new Problem('password_too_weak', { params: { min: PASSWORD_MIN }, errors: [error] });
}
