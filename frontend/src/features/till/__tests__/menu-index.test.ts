import { describe, expect, test } from 'vitest';
import { toneOf } from '../menu/category-tone';
import { indexMenu, isSellable, needsChoice, searchMenu } from '../menu/menu-index';
import { createScanReader } from '../use-scanner';
import { menu, productOf } from './fixtures';

const index = indexMenu(menu);

describe('menu on the till', () => {
  test('CAT-01 products follow the order of their categories; empty categories are left out', () => {
    expect(index.categories.map(({ id }) => id)).toEqual(['drinks', 'food']);
    expect(index.words.map(({ product }) => product.id).slice(0, 2)).toEqual(['water', 'coffee']);
  });

  test('SELL-13 search finds by parts of words, without accents, names that begin with them first', () => {
    expect(searchMenu(index, 'GORENG nas').map(({ id }) => id)).toEqual(['nasi']);
    expect(searchMenu(index, 'crôiss').map(({ id }) => id)).toEqual(['croissant']);
    expect(searchMenu(index, 'su').map(({ id }) => id)).toEqual(['coffee']);
    expect(searchMenu(index, 'be').map(({ id }) => id)).toEqual(['rice', 'coffee', 'gone']);
    expect(searchMenu(index, 'air600')[0]?.id).toBe('water');
    expect(searchMenu(index, '  ')).toEqual([]);
  });

  test('SELL-13 a code finds its product, a variant’s code the variant', () => {
    expect(index.codes.get('8992761002015')).toMatchObject({ product: { id: 'water' }, variantId: null });
    expect(index.codes.get('air600')).toMatchObject({ product: { id: 'water' } });
    expect(index.codes.get('111122223333')).toMatchObject({ product: { id: 'coffee' }, variantId: 'small' });
  });

  test('WEB-02 only what leaves a choice asks before it is added', () => {
    expect(needsChoice(index, productOf('croissant'))).toBe(false);
    expect(needsChoice(index, productOf('coffee'))).toBe(true);
    expect(needsChoice(index, productOf('rice'))).toBe(true);
    expect(isSellable(productOf('gone'))).toBe(false);
  });

  test('CAT-01 a tile has the tone of its category', () => {
    expect(toneOf('#3f8544', 0)).toBe('#3f8544');
    expect(toneOf('red; }', 1)).toBe('var(--tone-terracotta)');
  });
});

describe('SELL-13 barcode scanner as keyboard', () => {
  const type = (keys: string, gap: number): string[] => {
    const read = createScanReader();
    return [...keys, 'Enter'].flatMap((key, place) => read(key, 1_000 + place * gap)?.code ?? []);
  };

  test('SELL-13 fast keys that end in Enter are a code', () => {
    expect(type('8992761002015', 8)).toEqual(['8992761002015']);
  });

  test('SELL-13 a person’s typing is none, nor is a lone Enter or a short burst', () => {
    expect(type('8992761002015', 120)).toEqual([]);
    expect(type('', 5)).toEqual([]);
    expect(type('12', 5)).toEqual([]);
  });

  test('T-02 a scan right after a hand’s typing is the code alone, and a busy moment amid it does not cut it', () => {
    const read = createScanReader();
    const hand = [...'Bu Ani'].map((key, place) => [key, place * 70] as const);
    const scan = [...'8991234567898', 'Enter'].map(
      (key, place) => [key, 420 + place * 4 + (place > 3 ? 120 : 0)] as const,
    );
    expect([...hand, ...scan].flatMap(([key, at]) => read(key, at)?.code ?? [])).toEqual(['8991234567898']);
  });

  test('SELL-13 two codes one after the other do not run together', () => {
    const read = createScanReader();
    const first = [...'11112222', 'Enter'].flatMap((key, place) => read(key, place * 10)?.code ?? []);
    const second = [...'33334444', 'Enter'].flatMap((key, place) => read(key, 500 + place * 10)?.code ?? []);
    expect([...first, ...second]).toEqual(['11112222', '33334444']);
  });
});
