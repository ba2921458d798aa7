export {
  currentLanguage,
  i18n,
  loadMessages,
  setLanguage,
  storedLanguage,
  translate,
  type Messages,
} from './i18n';
export { format, groupSeparator, setFormatPlace } from './format';
export { describeError, type DescribedError } from './describe-error';
