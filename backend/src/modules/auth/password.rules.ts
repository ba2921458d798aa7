import { PASSWORD_MAX, PASSWORD_MIN, languageOf } from '@meja/domain';
import type { Language } from '@meja/domain';
import { passwordIssue } from '../../platform/auth';
import { currentContext } from '../../platform/context';
import { Problem, invalid } from '../../platform/http';

/** Which rule a password broke that is long enough, in words. */
const REASONS: Record<'common' | 'personal', Record<Language, string>> = {
  common: {
    id: 'Kata sandi ini termasuk yang paling sering dipakai orang. Gunakan beberapa kata yang tidak berkaitan.',
    en: 'This password is among those people use most. Use several words that have nothing to do with each other.',
  },
  personal: {
    id: 'Kata sandi ini hampir sama dengan nama Anda, nama usaha, atau email Anda. Gunakan kata-kata lain.',
    en: 'This password is nearly your name, your business’s or your email. Use other words.',
  },
};

/** Throws 422 where a new password is too short, too long or too easy to guess, saying which rule it broke. */
export function assertGoodPassword(path: string, password: string, names: readonly string[]): void {
  const issue = passwordIssue(password, names);
  if (!issue) return;
  if (issue === 'too_short' || issue === 'too_long') {
    throw invalid({ path, code: issue, params: { min: PASSWORD_MIN, max: PASSWORD_MAX } });
  }
  const reason = REASONS[issue][languageOf(currentContext()?.locale)];
  const params = { rule: issue, reason, min: PASSWORD_MIN, max: PASSWORD_MAX };
  throw new Problem('password_too_weak', { params, errors: [{ path, code: 'password_too_weak', params }] });
}
