import type { Messages } from '../translator';

type MessageModule = { default: Messages };
const common = import.meta.glob<MessageModule>('../messages/**/*.ts', { eager: true });
const features = import.meta.glob<MessageModule>('../../../features/*/i18n/*.ts', { eager: true });

function flatten(messages: Messages, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  );
}

/** Every text of the web app in one language, by its full key. */
export function readTexts(language: string): Record<string, string> {
  const own = Object.entries(common)
    .filter(([path]) => path.endsWith(`/${language}.ts`))
    .map(([, module]) => flatten(module.default));
  if (own.length !== 2) throw new Error(`texts are missing: ${Object.keys(common).join()}`);
  const all = Object.entries(features)
    .filter(([path]) => path.endsWith(`/${language}.ts`))
    .map(([path, module]) => flatten(module.default, `${/features\/([^/]+)\//.exec(path)?.[1] ?? ''}.`));
  return Object.assign({}, ...own, ...all) as Record<string, string>;
}
