import { isProblem } from '../api';
import { translate } from './translator';

export interface DescribedError {
  /** What happened. */
  title: string;
  /** What it means and what to do. */
  detail: string;
  /** For support: the server's request id. */
  requestId: string | null;
}

/** Any error in the person's words: the server's own text, or ours where no answer came. */
export function describeError(error: unknown): DescribedError {
  if (!isProblem(error)) {
    return {
      title: translate('problem.unknown.title'),
      detail: translate('problem.unknown.detail'),
      requestId: null,
    };
  }
  if (error.title) return { title: error.title, detail: error.detail, requestId: error.requestId };
  const known = ['network', 'timeout', 'cancelled', 'unexpected_answer'].includes(error.code);
  const code = known ? error.code : 'unknown';
  return {
    title: translate(`problem.${code}.title`),
    detail: translate(`problem.${code}.detail`),
    requestId: error.requestId,
  };
}
