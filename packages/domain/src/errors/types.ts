import type { Language } from '../dto/enums';

export type Texts = Record<Language, string>;
export type TextParams = Record<string, string | number>;

/** A problem's HTTP status and texts; `{name}` in a text is filled from the params. */
export interface ProblemDefinition {
  status: number;
  title: Texts;
  detail: Texts;
}

/** Fills `{name}` from the params; a name without a value disappears. */
export function fillTemplate(template: string, params: TextParams = {}): string {
  return template
    .replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
    .replace(/ {2,}/g, ' ')
    .trim();
}
