import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderDto } from '../../dto';
import { priceBill } from '../../pricing';
import { anyBill } from '../../pricing/__tests__/arbitraries';
import { settings } from '../../pricing/__tests__/fixtures';
import { buildReceipt, foldAscii, layoutReceipt, RECEIPT_WIDTHS } from '..';
import { twoColumns, wrapText } from '../text-columns';
import { info, item, order } from './order-fixture';

const textOf = (one: OrderDto, width: 32 | 48, locale = 'id-ID'): string =>
  layoutReceipt(buildReceipt(one, info, locale), width)
    .map((line) => line.text)
    .join('\n');

describe('SELL-09 the struk', () => {
  test('SELL-09 at 32 columns, as it is printed', () => {
    expect(textOf(order(), 32)).toBe(
      [
        'Kopi Senja',
        'Kopi Senja Menteng',
        'Jl. Cikini Raya No. 12, Jakarta',
        'Pusat',
        'Telp. 021-5550123',
        '--------------------------------',
        'No. 0042         Makan di tempat',
        'Waktu          1 Feb 2026, 00.05',
        'Kasir                       Sari',
        'Meja                           7',
        '--------------------------------',
        '2x Es Kopi Susu           50.000',
        '   @ 25.000',
        '1x Roti Bakar             50.000',
        '--------------------------------',
        'Subtotal                 100.000',
        'Diskon                   -10.000',
        'Biaya layanan              4.500',
        'PB1 10%                    9.450',
        'Pembulatan                    50',
        'TOTAL  Rp104.000',
        '--------------------------------',
        'Tunai                    150.000',
        'Kembalian                 46.000',
        '--------------------------------',
        'Terima kasih!',
        'Sampai jumpa lagi',
      ].join('\n'),
    );
  });

  test('SELL-09 in English, with a mark on a copy and on a voided order', () => {
    const model = buildReceipt(order({ status: 'VOIDED' }), info, 'en', { isCopy: true });
    const texts = layoutReceipt(model, 48).map((line) => line.text);
    expect(texts).toContain('*** COPY ***');
    expect(texts).toContain('VOIDED');
    expect(texts).toContain(`Service charge${'4,500'.padStart(34)}`);
    expect(texts).toContain(`Change${'46,000'.padStart(42)}`);
  });

  test('SELL-09 options, notes and a discount stand under their line; voided items do not appear', () => {
    const items = [
      item({
        variantName: 'Besar',
        modifiers: [
          { optionId: 'x', name: 'Gula aren', price: 0, quantity: 1, isDefault: false },
          { optionId: 'y', name: 'Shot', price: 5_000, quantity: 2, isDefault: false },
        ],
        discount: { type: 'PERCENT', value: 1_000 },
        discountTotal: 7_000,
        note: 'es sedikit\nya',
        total: 63_000,
      }),
      item({ id: 'i2', name: 'Batal', kitchenStatus: 'VOIDED' }),
    ];
    const one = order({ items, subtotal: 70_000, discountTotal: 7_000 });
    const texts = textOf(one, 32).split('\n');
    const start = texts.indexOf('2x Es Kopi Susu (Besar)   70.000');
    expect(texts.slice(start, start + 8)).toEqual([
      '2x Es Kopi Susu (Besar)   70.000',
      '   @ 35.000',
      '   + Gula aren',
      '   + 2x Shot (10.000)',
      '   * es sedikit ya',
      '   Diskon 10%             -7.000',
      '--------------------------------',
      'Subtotal                  63.000',
    ]);
    expect(texts.join()).not.toContain('Batal');
  });

  test('T-34 only what departs from the usual is printed: the usual is not, what was left out is', () => {
    const option = (name: string, quantity: number, isDefault: boolean, price = 0) => ({
      optionId: name,
      name,
      price,
      quantity,
      isDefault,
    });
    const modifiers = [
      option('Gula normal', 1, true),
      option('Es sedikit', 1, false),
      option('Kerupuk', 0, true),
      option('Susu oat', 1, true, 8_000),
    ];
    const one = order({ items: [item({ modifiers, quantity: 1, unitPrice: 42_000 })] });
    const texts = textOf(one, 32).split('\n');
    const start = texts.indexOf('1x Es Kopi Susu           50.000');
    expect(texts.slice(start + 1, start + 5)).toEqual([
      '   + Es sedikit',
      '   - Tanpa Kerupuk',
      '   + Susu oat (8.000)',
      '--------------------------------',
    ]);
    expect(layoutReceipt(buildReceipt(one, info, 'en'), 32).map(({ text }) => text)).toContain(
      '   - Without Kerupuk',
    );
  });

  test('SELL-09 an unpaid bill says so and what is due; tax within prices is told after the total', () => {
    const taxes = [
      {
        code: 'P',
        name: 'PPN',
        kind: 'PPN' as const,
        rate: 1200,
        base: 91_667,
        amount: 11_000,
        included: 11_000,
      },
    ];
    const one = order({
      paymentStatus: 'UNPAID',
      payments: [],
      taxes,
      dueTotal: 103_950,
    });
    const texts = textOf(one, 48).split('\n');
    expect(texts).toContain('*** BELUM LUNAS ***');
    expect(texts).toContain(`Sisa tagihan${'103.950'.padStart(36)}`);
    const total = texts.findIndex((text) => text.startsWith('TOTAL'));
    expect(texts[total + 1]).toBe(`Termasuk PPN 12%${'11.000'.padStart(32)}`);
    expect(texts.some((text) => text.startsWith('PPN'))).toBe(false);
  });

  test('BEY-04 a payment by QRIS that only the cashier confirmed says so; one on the statement does not', () => {
    const paid = (confirmation: 'CASHIER' | 'STATEMENT') =>
      textOf(
        order({
          payments: [{ ...order().payments[0]!, method: 'QRIS', tendered: null, change: 0, confirmation }],
        }),
        32,
      );
    expect(paid('CASHIER')).toContain(`QRIS${'104.000'.padStart(28)}\n   Belum dikonfirmasi bank\n`);
    expect(paid('STATEMENT')).not.toContain('dikonfirmasi');
  });

  test('SELL-09 no line is wider than the paper and none leaves ASCII, whatever people type', () => {
    const any = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary', maxLength: 120 }));
    const money = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(any, any, any, money, money, fc.boolean(), (name, note, shop, price, total, english) => {
        const one = order({
          number: name,
          cashierName: note,
          tableName: name,
          note,
          total,
          items: [
            item({
              name,
              note,
              unitPrice: price,
              modifiers: [{ optionId: 'm', name: note, price, quantity: 1, isDefault: english }],
            }),
          ],
        });
        const texts = { ...info, tenantName: shop, receiptHeader: note, receiptFooter: name };
        const model = buildReceipt(one, texts, english ? 'en' : 'id-ID', { isCopy: english });
        for (const width of RECEIPT_WIDTHS) {
          for (const line of layoutReceipt(model, width)) {
            expect(line.text).toMatch(/^[ -~]*$/);
            expect(line.text.length * (line.size === 'double' ? 2 : 1)).toBeLessThanOrEqual(width);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('SELL-09 the lines add up to the subtotal, the rows to the total', () => {
    fc.assert(
      fc.property(anyBill({ minLines: 1 }), fc.integer({ min: -500, max: 500 }), (input, rounding) => {
        const bill = priceBill(input);
        const items = bill.lines.map((line) =>
          item({ id: line.id, discountTotal: line.discount, total: line.gross - line.discount }),
        );
        const model = buildReceipt(
          order({ ...bill, items, rounding, total: bill.total + rounding }),
          info,
          'id-ID',
        );
        const rows = model.totals.slice(
          0,
          model.totals.findIndex((row) => row.kind === 'total'),
        );
        expect(rows[0]?.amount).toBe(model.lines.reduce((sum, line) => sum + line.total, 0));
        expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(model.total);
      }),
      { numRuns: 500 },
    );
  });
});

describe('SELL-09 text for printers', () => {
  test('SELL-09 folding keeps what a printer knows', () => {
    expect(foldAscii('Crème brûlée – “spésial” … 2×')).toBe('Creme brulee - "spesial" ... 2x');
    expect(foldAscii('Teh 🍵 奶茶\tpanas\u0000')).toBe('Teh ?? panas');
    expect(foldAscii('½ porsi, smørrebrød, Łódź')).toBe('1/2 porsi, smorrebrod, Lodz');
  });

  test('F-14 SELL-09 the sign of every currency comes through a printer, and no amount holds a question mark', () => {
    for (const currency of Intl.supportedValuesOf('currency')) {
      for (const locale of ['id-ID', 'en', 'ja', 'de-CH', 'fr', 'ar-EG', 'fa', 'hi']) {
        const own = settings({ currency });
        const one = order({ pricingSettings: own, total: 203_500, dueTotal: 203_500, discountTotal: 500 });
        const texts = layoutReceipt(buildReceipt(one, info, locale), 48).map(({ text }) => text);
        const total = texts.find((text) => text.startsWith('TOTAL')) ?? '';
        expect(total).toMatch(/^TOTAL +[ -~]*[A-Z$][ -~]*$/);
        const amounts = texts.slice(texts.findIndex((text) => text.startsWith('Subtotal')));
        expect([currency, locale, amounts.join(' ')]).toEqual([
          currency,
          locale,
          expect.not.stringContaining('?'),
        ]);
      }
    }
  });

  test('F-14 SELL-09 yen is printed as its code, amounts in the places of their currency', () => {
    const of = (currency: string): string =>
      layoutReceipt(
        buildReceipt(order({ pricingSettings: settings({ currency }), total: 2_035 }), info, 'en'),
        48,
      )
        .map(({ text }) => text)
        .find((text) => text.startsWith('TOTAL')) ?? '';
    expect([of('JPY'), of('USD'), of('IDR'), of('KWD')].map((text) => text.replace(/ +/g, ' '))).toEqual([
      'TOTAL JPY 2,035',
      'TOTAL $20.35',
      'TOTAL Rp2,035',
      'TOTAL KWD 2.035',
    ]);
    expect(foldAscii('Promo ¥500 / ₩900 / €5, ٢٥ ๓')).toBe('Promo Y500 / KRW900 / EUR5, 25 3');
  });

  test('SELL-09 wrapping loses nothing but blanks', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 48 }), (raw, width) => {
        const text = foldAscii(raw);
        const lines = wrapText(text, width);
        expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('SELL-09 an amount stays at the right edge, beside a long name or under it', () => {
    expect(twoColumns('Nasi goreng kampung spesial', '25.000', 20)).toEqual([
      'Nasi goreng   25.000',
      'kampung',
      'spesial',
    ]);
    expect(twoColumns('Nasi goreng', 'Rp25.000.000.000', 20)).toEqual([
      'Nasi goreng',
      '    Rp25.000.000.000',
    ]);
  });
});
