import { languageOf } from '../dto/enums';
import { BILLING_PROBLEMS } from './billing-problems';
import { FIELD_CODES, type FieldCode } from './field-codes';
import { IDENTITY_PROBLEMS } from './identity-problems';
import { REQUEST_PROBLEMS } from './request-problems';
import { SELLING_PROBLEMS } from './selling-problems';
import { fillTemplate, type ProblemDefinition, type TextParams } from './types';

/** Every problem the API can answer with, by its stable code. */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...IDENTITY_PROBLEMS,
  ...SELLING_PROBLEMS,
  ...BILLING_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** HTTP status of a problem. */
export function problemStatus(code: ProblemCode): number {
  return PROBLEMS[code].status;
}

/** Whether a text is the code of a problem. */
export function isProblemCode(value: string): value is ProblemCode {
  return Object.hasOwn(PROBLEMS, value);
}

/** Title and detail of a problem in the language of a locale (`id-ID`, `en`; anything else is Indonesian). */
export function problemText(
  code: ProblemCode,
  locale: string | null | undefined,
  params: TextParams = {},
): { title: string; detail: string } {
  const language = languageOf(locale);
  const { title, detail }: ProblemDefinition = PROBLEMS[code];
  return { title: fillTemplate(title[language], params), detail: fillTemplate(detail[language], params) };
}

/** The sentence for what is wrong with a field. */
export function fieldText(
  code: FieldCode,
  locale: string | null | undefined,
  params: TextParams = {},
): string {
  return fillTemplate(FIELD_CODES[code][languageOf(locale)], params);
}
