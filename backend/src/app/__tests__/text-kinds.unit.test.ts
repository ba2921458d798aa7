import { s } from '../../platform/http';
import type { Field, FieldIssue } from '../../platform/http';
import { routes } from '../routes';

type Json = Record<string, unknown>;

/** Every schema of a string beneath one, with the way to it. */
function stringsOf(json: unknown, path: string): [string, Json][] {
  if (typeof json !== 'object' || json === null) return [];
  const own: [string, Json][] = (json as Json).type === 'string' ? [[path, json as Json]] : [];
  return [...own, ...Object.entries(json).flatMap(([name, part]) => stringsOf(part, `${path}/${name}`))];
}

const hasKind = (json: Json): boolean =>
  ['enum', 'const', 'format', 'x-text', 'x-list'].some((key) => json[key] !== undefined) ||
  (typeof json.pattern === 'string' && /^\^.*\$$/.test(json.pattern));

const declared = routes.flatMap((route) => [
  ...stringsOf(route.body?.json, `${route.method} ${route.path} body`),
  ...Object.entries({ ...route.query, ...route.params } as Record<string, Field>).flatMap(([name, field]) =>
    stringsOf(field.json, `${route.method} ${route.path} ?${name}`),
  ),
]);

test('F-49 every string that a route takes is of a declared kind: one line, several, a secret, or a closed form', () => {
  expect(declared.length).toBeGreaterThan(100);
  expect(declared.filter(([, json]) => !hasKind(json)).map(([path]) => path)).toEqual([]);
});

test('F-49 whatever is called a name, label, title or place takes one line', () => {
  const isNamed = (path: string) => /(?:name|label|title|code|sku|barcode|reference)$/i.test(path);
  const names = declared.filter(([path, json]) => isNamed(path) && json.enum === undefined);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(([, json]) => json['x-text'] !== 'line').map(([path]) => path)).toEqual([]);
});

const checked = (field: Field<string>, value: unknown) => {
  const issues: FieldIssue[] = [];
  const kept = field.check(value, 'f', issues);
  return issues.length ? issues.map(({ code }) => code) : kept;
};

test('F-49 the kinds: a line, lines, a secret', () => {
  const bidi = 'Kopi \u202eusuS';
  expect(checked(s.string(), ' Kopi 👨‍👩‍👧 ')).toBe('Kopi 👨‍👩‍👧');
  for (const bad of [bidi, 'a\nb', 'a\tb', 'a\u0085b', 'a\u200bb', 'a\u2066b'])
    expect(checked(s.string(), bad)).toEqual(['control_characters']);
  expect(checked(s.string(), '\u3000\u2800')).toEqual(['required']);
  expect(checked(s.text(), 'a\r\nb')).toBe('a\r\nb');
  expect(checked(s.text(), '')).toBe('');
  for (const bad of [bidi, 'a\tb', 'a\u0000b'])
    expect(checked(s.text(), bad)).toEqual(['control_characters']);
  expect(checked(s.secret({ max: 99 }), ' \tsandi\u200b\n')).toBe(' \tsandi\u200b\n');
  expect(checked(s.secret({ max: 99 }), 'a\u0000b')).toEqual(['control_characters']);
});
