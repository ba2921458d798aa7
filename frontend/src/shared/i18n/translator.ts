import type { Language } from '@meja/domain';
import { type App, readonly, ref, shallowRef } from 'vue';

export interface Messages {
  [key: string]: string | Messages;
}
export type Translate = (key: string, params?: Record<string, unknown>) => string;

declare module 'vue' {
  interface ComponentCustomProperties {
    $t: Translate;
  }
}

const FIRST_LANGUAGE: Language = 'id';
const language = ref<Language>(FIRST_LANGUAGE);
/** Every text by its whole key (`till.cash.title`); replaced as more of them come, so that who shows one follows. */
const texts = shallowRef<Readonly<Record<Language, ReadonlyMap<string, string>>>>({
  id: new Map(),
  en: new Map(),
});

/** The language in use; reactive. */
export const locale = readonly(language);

export function changeLocale(value: Language): void {
  language.value = value;
}

function* flattened(messages: Messages, prefix: string): Generator<[string, string]> {
  for (const [name, value] of Object.entries(messages)) {
    if (typeof value === 'string') yield [prefix + name, value];
    else yield* flattened(value, `${prefix}${name}.`);
  }
}

/** Adds texts of a language, under a namespace or, with `''`, at the root. */
export function addMessages(to: Language, namespace: string, messages: Messages): void {
  const prefix = namespace && `${namespace}.`;
  texts.value = { ...texts.value, [to]: new Map([...texts.value[to], ...flattened(messages, prefix)]) };
}

const PLACES = /\{(?:'([^']*)'|(\w+))\}/g;

/** Puts values into `{name}`, and what stands in `{'…'}` as it is. A value that is missing leaves nothing. */
export function fill(text: string, params: Record<string, unknown> = {}): string {
  if (!text.includes('{')) return text;
  return text.replace(PLACES, (_, literal: string | undefined, name: string) => {
    if (literal !== undefined) return literal;
    const value = params[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** The text of a key in the language in use, else in the first one; the key itself where there is none. */
export const translate: Translate = (key, params) => {
  const known = texts.value;
  const text = known[language.value].get(key) ?? known[FIRST_LANGUAGE].get(key);
  return text === undefined ? key : fill(text, params);
};

/** For components: `t`, and the language in use. */
export function useI18n(): { t: Translate; locale: typeof locale } {
  return { t: translate, locale };
}

/** Gives templates `$t`. */
export const i18n = {
  install(app: App): void {
    app.config.globalProperties.$t = translate;
  },
};
