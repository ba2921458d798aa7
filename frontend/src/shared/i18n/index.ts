export { currentLanguage, loadMessages, setLanguage, storedLanguage } from './i18n';
export { i18n, translate, useI18n, type Messages, type Translate } from './translator';
export { format, groupSeparator, setFormatPlace } from './format';
export { describeError, type DescribedError } from './describe-error';
