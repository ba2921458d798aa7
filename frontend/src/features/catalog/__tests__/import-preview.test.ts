import type { ImportErrorDto, ImportResultDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { importPreview, importTemplate } from '../import-preview';

const error = (over: Partial<ImportErrorDto>): ImportErrorDto => ({
  row: 2,
  column: 'price',
  code: 'invalid_money',
  message: 'Bukan harga.',
  value: '12.5',
  ...over,
});
const result = (over: Partial<ImportResultDto>): ImportResultDto => ({
  dryRun: true,
  total: 10,
  created: 6,
  updated: 4,
  failed: 0,
  errors: [],
  warnings: [],
  emptyCells: [],
  ...over,
});

describe('CAT-04 the import preview', () => {
  test('CAT-04 a clean file is taken in whole', () => {
    expect(importPreview(result({}))).toMatchObject({ created: 6, updated: 4, failed: 0, mode: 'all' });
  });

  test('CAT-04 with wrong rows only the right ones are offered', () => {
    const preview = importPreview(result({ updated: 3, failed: 1, errors: [error({})] }));
    expect(preview.mode).toBe('valid');
    expect(preview.errors).toHaveLength(1);
    expect(preview.isCut).toBe(false);
  });

  test('CAT-04 where no row is right there is nothing to import', () => {
    const preview = importPreview(
      result({ total: 1, created: 0, updated: 0, failed: 1, errors: [error({})] }),
    );
    expect(preview.mode).toBeNull();
  });

  test('CAT-04 an unknown column is a warning and spoils no row', () => {
    const column = error({ row: 1, column: 'Warna', code: 'unknown_column' });
    const preview = importPreview(result({ errors: [column] }));
    expect(preview).toMatchObject({ unknownColumns: ['Warna'], errors: [], mode: 'all' });
  });

  test('F-22 CAT-04 warnings keep nothing out and stand in the order of the file', () => {
    const warning = { column: 'sku', code: 'looks_like_date', message: 'Tanggal?', value: '3-Jan' };
    const warnings = [
      { ...warning, row: 7 },
      { ...warning, row: 3 },
    ];
    const preview = importPreview(result({ warnings }));
    expect(preview).toMatchObject({ mode: 'all', warningsAreCut: false });
    expect(preview.warnings.map(({ row }) => row)).toEqual([3, 7]);
  });

  test('CAT-04 errors stand in the order of the file', () => {
    const errors = [error({ row: 9 }), error({ row: 3, column: 'sku' }), error({ row: 3, column: 'name' })];
    const preview = importPreview(result({ updated: 2, failed: 2, errors }));
    expect(preview.errors.map(({ row, column }) => [row, column])).toEqual([
      [3, 'name'],
      [3, 'sku'],
      [9, 'price'],
    ]);
  });

  test('CAT-04 says when the list of errors may not be complete', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => error({ row: index + 2 }));
    expect(importPreview(result({ total: 1_200, failed: 1_190, errors: many })).isCut).toBe(true);
    // A product of three lines that is refused for one of them: three rows failed, one error says why.
    expect(importPreview(result({ failed: 3, errors: [error({})] })).isCut).toBe(false);
  });

  test('CAT-04 the example has the same cells in every line and names no SKU twice', () => {
    for (const language of ['id', 'en'] as const) {
      const text = importTemplate(language);
      expect(text.startsWith('\uFEFF')).toBe(true);
      const widths = text
        .trim()
        .split('\r\n')
        .map((line) => line.split(',').length);
      expect(new Set(widths).size).toBe(1);
      expect(widths.length).toBeGreaterThan(2);
      const codes = text
        .trim()
        .split('\r\n')
        .map((line) => line.split(',')[3]);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});
