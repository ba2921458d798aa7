import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import ui from '../../ui/index.ts?raw';

/** As it is written: imported, a style sheet is empty here. */
const first = fs.readFileSync(path.join(import.meta.dirname, '../first.css'), 'utf8');
const sources = import.meta.glob<string>(['../../../**/*.{ts,vue}', '!**/__tests__/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const files = new Map(
  Object.entries(sources).map(([name, source]) => [path.posix.join('shared/styles/__tests__', name), source]),
);
const UI_PARTS = new Map(
  [...ui.matchAll(/default as (\w+) \} from '\.\/([^']+)'/g)].map(([, name = '', file]) => [
    name,
    `shared/ui/${file}`,
  ]),
);

const placeOf = (from: string, target: string): string =>
  target.startsWith('@/') ? target.slice(2) : path.posix.join(path.posix.dirname(from), target);

/** What a file shows: components it imports, by themselves or by name from the design system. */
function importsOf(file: string): string[] {
  const source = files.get(file) ?? '';
  return [...source.matchAll(/import\s+(?!type)([^;]*?)\s*from '([^']+)'/g)].flatMap(
    ([, names = '', target = '']) => {
      if (target === '@/shared/ui')
        return [...names.matchAll(/\w+/g)].flatMap(([name]) => UI_PARTS.get(name) ?? []);
      const place = placeOf(file, target);
      return [place, `${place}.ts`, `${place}/index.ts`].filter((name) => files.has(name));
    },
  );
}

function shownBy(roots: string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    importsOf(file).forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].filter((file) => file.endsWith('.vue'));
}

/** The list in `first.css`, as file names: a folder stands for all in it. */
const listed = [...first.matchAll(/@source '\.\.\/\.\.\/([^']+)'|@source '\.\.\/([^']+)'/g)].flatMap(
  ([, fromSrc, fromShared]) => {
    const pattern = fromSrc ?? `shared/${fromShared}`;
    const [, before = '', choices, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
    return choices ? choices.split(',').map((choice) => before + choice + after) : [pattern];
  },
);
const isListed = (file: string): boolean =>
  listed.some((entry) =>
    entry.includes('*')
      ? new RegExp(`^${entry.replaceAll('.', '\\.').replace('*', '[^/]+')}$`).test(file)
      : file === entry || file.startsWith(`${entry}/`),
  );

test('WEB-03 the first style sheet knows the classes of every part that a page in front of the sign-in shows', () => {
  const shown = shownBy([
    'app/App.vue',
    'app/layouts/PlainLayout.vue',
    'app/pages/UnreachablePage.vue',
    'features/auth/pages/SignInPage.vue',
    'features/auth/pages/RegisterPage.vue',
    'features/auth/pages/ForgotPage.vue',
    'features/auth/pages/ResetPage.vue',
    'features/auth/pages/VerifyPage.vue',
    'shared/ui/AppToaster.vue',
  ]);
  expect(shown).toContain('shared/ui/TextField.vue');
  expect(shown).toContain('features/auth/components/TaxQuestion.vue');
  expect(shown.filter((file) => !isListed(file))).toEqual([]);
});
