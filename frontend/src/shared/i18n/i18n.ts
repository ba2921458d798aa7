import { type Language, languageOf } from '@meja/domain';
import { nextTick } from 'vue';
import { createI18n } from 'vue-i18n';
import { setApiLanguage } from '../api';

export interface Messages {
  [key: string]: string | Messages;
}
type MessageModule = { default: Messages };

const KEY = 'meja.language';

/** `shared` and `app` are always there; a feature's texts come with its first route (`meta.messages`). */
const files: Record<string, () => Promise<MessageModule>> = {
  ...import.meta.glob<MessageModule>('./messages/*.ts'),
  ...import.meta.glob<MessageModule>('../../features/*/i18n/*.ts'),
};

const noMessages: Record<string, Messages> = {};

export const i18n = createI18n({
  legacy: false,
  locale: 'id',
  fallbackLocale: 'id',
  messages: noMessages,
  missingWarn: false,
  fallbackWarn: false,
});

const wanted = new Set<string>(['common']);
const loaded = new Set<string>();

function pathOf(namespace: string, language: Language): string {
  return namespace === 'common'
    ? `./messages/${language}.ts`
    : `../../features/${namespace}/i18n/${language}.ts`;
}

async function load(namespace: string, language: Language): Promise<void> {
  const path = pathOf(namespace, language);
  const loader = files[path];
  if (!loader || loaded.has(path)) return;
  const messages = (await loader()).default;
  loaded.add(path);
  i18n.global.mergeLocaleMessage(language, namespace === 'common' ? messages : { [namespace]: messages });
}

/** The language in use. */
export function currentLanguage(): Language {
  return i18n.global.locale.value as Language;
}

/** Makes the texts of features ready (namespaces are feature folders: `till` → `t('till.…')`). */
export async function loadMessages(namespaces: readonly string[]): Promise<void> {
  for (const namespace of namespaces) wanted.add(namespace);
  await Promise.all(namespaces.map((namespace) => load(namespace, currentLanguage())));
}

/** Changes the language of page, formats and answers of the server, and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([...wanted].map((namespace) => load(namespace, language)));
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
  setApiLanguage(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Not remembered; nothing else depends on it.
  }
  await nextTick();
}

/** Indonesian unless this device chose otherwise. */
export function storedLanguage(): Language {
  try {
    return languageOf(localStorage.getItem(KEY));
  } catch {
    return 'id';
  }
}

/** Translates outside a component. */
export function translate(key: string, params: Record<string, unknown> = {}): string {
  return i18n.global.t(key, params);
}
