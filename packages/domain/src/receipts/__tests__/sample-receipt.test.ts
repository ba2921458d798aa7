import { expect, test } from 'vitest';
import type { SettingsDto } from '../../dto';
import { settings } from '../../pricing/__tests__/fixtures';
import { layoutReceipt } from '../layout-receipt';
import { sampleReceipt } from '../sample-receipt';
import { info } from './order-fixture';

const sample = (changes: Partial<SettingsDto> = {}) =>
  sampleReceipt(
    {
      ...settings(),
      orderTypes: ['TAKEAWAY'],
      timeZone: 'Asia/Jakarta',
      locale: 'id-ID',
      ...changes,
    } as SettingsDto,
    { ...info, cashierName: 'Sari' },
    new Date('2026-01-31T05:05:00Z'),
  );

test('T-37 the sample says what the settings say, and its rows add up', () => {
  const text = layoutReceipt(sample(), 32)
    .map((line) => line.text)
    .join('\n');
  for (const words of ['Kopi Senja', 'Es Kopi Susu', 'Terima kasih!', 'Sari']) expect(text).toContain(words);
  const { totals, total, payments, change } = sample();
  const until = totals.findIndex(({ kind }) => kind === 'total');
  expect(totals.slice(0, until).reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
  expect(payments[0]!.tendered! - payments[0]!.amount).toBe(change);
});

test('T-37 it is reckoned by the taxes and the rounding that are being typed', () => {
  const free = { code: 'FREE', name: 'Bebas', kind: 'NONE' as const, rate: 0, inclusive: false };
  const untaxed = { taxClasses: [free], defaultTaxClass: 'FREE', serviceCharge: null };
  expect(sample({ ...untaxed, cashRounding: null }).total).toBe(62_500);
  const rounded = sample({ ...untaxed, cashRounding: { unit: 1_000, mode: 'UP' } });
  expect(rounded.total).toBe(63_000);
  expect(rounded.totals.find(({ kind }) => kind === 'rounding')?.amount).toBe(500);
});
