import { type Language, languageOf } from '@meja/domain';
import { nextTick } from 'vue';
import { setApiLanguage } from '../api';
import { addMessages, changeLocale, locale, type Messages } from './translator';

type MessageModule = { default: Messages };

const KEY = 'meja.language';

/** `common` is always there, `work` once somebody is signed in; a feature's texts come with its first route (`meta.messages`). */
const files: Record<string, () => Promise<MessageModule>> = {
  ...import.meta.glob<MessageModule>('./messages/**/*.ts'),
  ...import.meta.glob<MessageModule>('../../features/*/i18n/*.ts'),
};

/** What belongs to no feature, by its folder. */
const SHARED: Record<string, string> = { common: '', work: 'work/' };
const wanted = new Set<string>(['common']);
const loading = new Map<string, Promise<void>>();

function pathOf(namespace: string, language: Language): string {
  const folder = SHARED[namespace];
  return folder !== undefined
    ? `./messages/${folder}${language}.ts`
    : `../../features/${namespace}/i18n/${language}.ts`;
}

async function fetchTexts(path: string, namespace: string, language: Language): Promise<void> {
  const loader = files[path];
  if (!loader) return;
  addMessages(language, namespace in SHARED ? '' : namespace, (await loader()).default);
}

/** Fetches the texts of a namespace once; where that fails, the next call tries again. */
function load(namespace: string, language: Language): Promise<void> {
  const path = pathOf(namespace, language);
  let running = loading.get(path);
  if (!running) {
    running = fetchTexts(path, namespace, language).catch((error: unknown) => {
      loading.delete(path);
      throw error;
    });
    loading.set(path, running);
  }
  return running;
}

/** The language in use. */
export function currentLanguage(): Language {
  return locale.value;
}

/** Makes the texts of features ready (namespaces are feature folders: `till` → `t('till.…')`). */
export async function loadMessages(namespaces: readonly string[]): Promise<void> {
  for (const namespace of namespaces) wanted.add(namespace);
  await Promise.all(namespaces.map((namespace) => load(namespace, currentLanguage())));
}

/** Changes the language of page, formats and answers of the server, and remembers it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([...wanted].map((namespace) => load(namespace, language)));
  changeLocale(language);
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
