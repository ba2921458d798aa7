import { describe, expect, test } from 'vitest';
import { fill } from '../translator';
import { readTexts } from './read-texts';

const sources = import.meta.glob<string>(['../../../**/*.{ts,vue}', '!../../../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort();

describe('WEB-01 texts in two languages', () => {
  const id = readTexts('id');
  const en = readTexts('en');

  test('both languages have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
  });

  test('a text takes the same values in both languages', () => {
    for (const [key, text] of Object.entries(id)) {
      expect({ key, names: placeholders(en[key] ?? '') }).toEqual({ key, names: placeholders(text) });
    }
  });

  test('no text is empty', () => {
    expect([...Object.entries(id), ...Object.entries(en)].filter(([, text]) => !text.trim())).toEqual([]);
  });

  test('every text can be shown: a brace is a value’s place or a text of its own', () => {
    for (const [key, text] of [...Object.entries(id), ...Object.entries(en)]) {
      const values = Object.fromEntries(placeholders(text).map((name) => [name, 'X']));
      expect(fill(text, values), key).not.toMatch(/[{}]/);
    }
  });

  test('every key that a page names exists', () => {
    const used = Object.entries(sources).flatMap(([path, source]) =>
      [...source.matchAll(/(?:\$t|\bt|translate)\(\s*'([\w.]+)'/g)].map((match) => ({
        path,
        key: match[1] ?? '',
      })),
    );
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(({ key }) => !(key in id))).toEqual([]);
  });
});
