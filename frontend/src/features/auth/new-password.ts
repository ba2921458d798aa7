import { PASSWORD_MIN, isPersonalPassword, passwordLength } from '@meja/domain';
import type { useI18n } from '@/shared/i18n';

/** A password to be, as typed twice; `names`: of person, businesses and address, as far as they are known here. */
export interface NewPassword {
  next: string;
  again: string;
  names: readonly string[];
}

/** What each rule says of it; null: the server alone can tell. */
export function newPasswordRules({ next, again, names }: NewPassword) {
  const isPersonal = isPersonalPassword(next, names);
  return {
    long: passwordLength(next) >= PASSWORD_MIN,
    own: names.length === 0 ? null : next !== '' && !isPersonal,
    same: next !== '' && next === again,
    rare: null,
  };
}

/** The errors of its fields that are found before sending. */
export function newPasswordErrors(typed: NewPassword, t: ReturnType<typeof useI18n>['t']) {
  const { long, own } = newPasswordRules(typed);
  const short = !long && t('recovery.newPassword.short', { min: PASSWORD_MIN });
  return {
    newPassword: short || (own === false && t('recovery.newPassword.personal')),
    again: typed.next !== typed.again && t('recovery.newPassword.differ'),
  };
}
