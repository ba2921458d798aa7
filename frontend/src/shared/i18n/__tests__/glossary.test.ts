import { ORDER_TYPE_LABELS, PAYMENT_METHOD_LABELS, PLANS, RECEIPT_LABELS, type Language } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import glossary from '../../../../../docs/glossary.md?raw';
import { readTexts } from './read-texts';

/** The server's texts are written as `id: '…', en: '…'`, in the domain and in the modules. */
const server = import.meta.glob<string>(
  [
    '../../../../../packages/domain/src/**/*.ts',
    '../../../../../backend/src/**/*.ts',
    '!**/__tests__/**',
    '!**/dist/**',
  ],
  { eager: true, query: '?raw', import: 'default' },
);

interface Term {
  words: Record<Language, string>;
  never: Record<Language, string[]>;
  keys: string[];
}

const listed = (cell: string): string[] =>
  cell
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

function readTerms(markdown: string): Term[] {
  return markdown
    .split('\n')
    .filter(
      (line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line) && !/^\|\s*Indonesian\s*\|/.test(line),
    )
    .map((line) => {
      const [id = '', notId = '', en = '', notEn = '', keys = ''] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return {
        words: { id, en },
        never: { id: listed(notId), en: listed(notEn) },
        keys: [...keys.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      };
    });
}

const labels: Record<string, Record<string, Record<Language, string>>> = {
  orderTypes: ORDER_TYPE_LABELS,
  paymentMethods: PAYMENT_METHOD_LABELS,
  receipt: RECEIPT_LABELS,
  plans: Object.fromEntries(Object.values(PLANS).map(({ code, name }) => [code, name])),
};

function textAt(key: string, language: Language): string | undefined {
  const [domain, group = '', name = ''] = key.split('.');
  return domain === 'domain' ? labels[group]?.[name]?.[language] : readTexts(language)[key];
}

function serverTexts(language: Language): [string, string][] {
  const written = new RegExp(`\\b${language}:\\s*(['"\`])((?:\\\\.|(?!\\1)[^\\\\])*)\\1`, 'g');
  return Object.entries(server).flatMap(([path, source]) =>
    [...source.matchAll(written)].map((match): [string, string] => [path, match[2] ?? '']),
  );
}

function holds(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}-])${escaped}(?![\\p{L}\\p{N}-])`, 'iu').test(text);
}

const everyText = (language: Language): [string, string][] => [
  ...Object.entries(readTexts(language)),
  ...serverTexts(language),
];

describe('T-35 one word for one thing', () => {
  const terms = readTerms(glossary);

  test('T-35 the glossary is read, and so are the texts of the web app and of the server', () => {
    expect(terms.length).toBeGreaterThan(50);
    for (const language of ['id', 'en'] as const) {
      expect(serverTexts(language).length).toBeGreaterThan(150);
      expect(terms.filter(({ words }) => !words[language])).toEqual([]);
    }
    expect(holds('Dikirim lewat e-mail.', 'e-mail')).toBe(true);
    expect(holds('Pesanan diantre', 'antre')).toBe(false);
  });

  test.each(['id', 'en'] as const)('T-35 what has a name is called by it (%s)', (language) => {
    const differing = terms.flatMap(({ words, keys }) =>
      keys
        .map((key) => ({ key, says: textAt(key, language), word: words[language] }))
        .filter(({ says, word }) => says?.toLowerCase() !== word.toLowerCase()),
    );
    expect(differing).toEqual([]);
  });

  test.each(['id', 'en'] as const)(
    'T-35 no text holds a word for which there is another (%s)',
    (language) => {
      const never = terms.flatMap(({ never: words }) => words[language]);
      const found = everyText(language).flatMap(([where, text]) =>
        never.filter((word) => holds(text, word)).map((word) => ({ where, word, text })),
      );
      expect(found).toEqual([]);
    },
  );

  test.each(['id', 'en'] as const)('T-35 names stand in “…” (%s)', (language) => {
    expect(everyText(language).filter(([, text]) => /[«»"]/.test(text))).toEqual([]);
  });
});
