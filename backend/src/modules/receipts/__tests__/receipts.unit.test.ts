import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { RECEIPT_WIDTHS, layoutReceipt } from '@meja/domain';
import type { ReceiptModel } from '@meja/domain';
import { isBlack } from '../../../lib/bitmap';
import type { Bitmap } from '../../../lib/bitmap';
import { encodeEscPos } from '../receipt-escpos';
import { receiptPage } from '../receipt-html';
import { readEscPos } from '../../../../test/factories/escpos-reader';

function receipt(overrides: Partial<ReceiptModel> = {}): ReceiptModel {
  return {
    language: 'id',
    locale: 'id-ID',
    currency: 'IDR',
    businessName: 'Kopi Tepi Sawah',
    outletName: 'Ubud',
    address: 'Jl. Raya Ubud 12',
    phone: '0361 555 0101',
    npwp: null,
    logoUrl: null,
    header: null,
    footer: 'Terima kasih, sampai jumpa lagi!',
    isCopy: false,
    isVoided: false,
    number: '17',
    orderId: '01890000-0000-7000-8000-000000000001',
    type: 'DINE_IN',
    typeLabel: 'Makan di tempat',
    tableName: '4',
    queueName: null,
    cashierName: 'Wayan',
    occurredAt: '2026-11-21T02:00:00.000Z',
    time: '21 Nov 2026 10.00',
    printedTime: null,
    lines: [
      {
        name: 'Es Kopi Susu',
        quantity: 2,
        unitPrice: 22_000,
        gross: 50_000,
        modifiers: [{ name: 'Gula aren', quantity: 1, price: 3_000 }],
        discount: { type: 'PERCENT', value: 1000 },
        discountTotal: 5_000,
        note: 'tanpa es',
        total: 45_000,
      },
    ],
    note: null,
    totals: [
      { kind: 'subtotal', label: 'Subtotal', amount: 45_000 },
      { kind: 'tax', label: 'PB1 10%', amount: 4_500 },
      { kind: 'total', label: 'TOTAL', amount: 49_500 },
    ],
    total: 49_500,
    payments: [
      { method: 'CASH', label: 'Tunai', amount: 49_500, tendered: 50_000, reference: null, note: null },
    ],
    change: 500,
    paid: true,
    ...overrides,
  };
}

describe('SELL-09 ESC/POS', () => {
  test.each(RECEIPT_WIDTHS)(
    'SELL-09 %i columns: initialised, nothing wider than the paper, cut once',
    (width) => {
      const texts = fc.string({ unit: 'grapheme', maxLength: 80 });
      fc.assert(
        fc.property(texts, texts, texts, fc.nat(1e12), (businessName, item, note, amount) => {
          const model = receipt({ businessName, note, total: amount });
          model.lines[0]!.name = item;
          model.lines[0]!.gross = amount;
          const paper = readEscPos(encodeEscPos(model, width));
          expect(paper.isInitialised).toBe(true);
          expect(paper.cuts).toBe(1);
          expect(paper.kicks).toEqual([]);
          for (const { columns } of paper.lines) expect(columns).toBeLessThanOrEqual(width);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(RECEIPT_WIDTHS)('SELL-09 %i columns: the paper carries the layout line by line', (width) => {
    const model = receipt({ isCopy: true });
    const { lines } = readEscPos(encodeEscPos(model, width));
    const layout = layoutReceipt(model, width);
    expect(lines.slice(0, layout.length).map(({ text }) => text.trim())).toEqual(
      layout.map(({ text }) => text.trim()),
    );
    for (const [index, { bold, size, align, text }] of layout.entries()) {
      const printed = lines[index]!;
      if (text.trim()) expect([printed.bold, printed.double]).toEqual([bold, size === 'double']);
      const left = printed.text.length - printed.text.trimStart().length;
      const used = text.trim().length * (size === 'double' ? 2 : 1);
      if (align === 'center' && size === 'normal')
        expect(Math.abs(width - used - 2 * left)).toBeLessThanOrEqual(1);
    }
    expect(lines.some(({ text }) => text.includes('SALINAN'))).toBe(true);
  });

  test('SELL-09 the drawer opens before the receipt where it is asked for, with the times printers expect', () => {
    const bytes = encodeEscPos(receipt(), 32, { openDrawer: true });
    expect(readEscPos(bytes).kicks).toEqual([[0x00, 0x19, 0xfa]]);
    expect(bytes.indexOf(Buffer.from([0x1b, 0x70]))).toBeLessThan(bytes.indexOf(Buffer.from('Ubud')));
  });

  test('SELL-09 accents and symbols become letters a printer without Unicode has', () => {
    const { lines } = readEscPos(encodeEscPos(receipt({ businessName: 'Café Ñandú “Satu” – 50 €' }), 48));
    expect(lines.map(({ text }) => text).join('\n')).toMatch(/Cafe Nandu "Satu"/);
  });
});

describe('SELL-09 page to print', () => {
  test('SELL-09 what people typed stays text', () => {
    const evil = '<script>alert(1)</script>"\'&';
    const model = receipt({
      businessName: evil,
      note: evil,
      footer: evil,
      tableName: evil,
      cashierName: evil,
    });
    model.lines[0]!.name = evil;
    model.lines[0]!.note = evil;
    const { html } = receiptPage(model, 32);
    expect(html).not.toContain('<script');
    expect(
      html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;/g)!.length,
    ).toBeGreaterThanOrEqual(7);
  });

  test('SELL-09 its policy allows its own style and nothing else, and its paper is the printer’s', () => {
    for (const [width, millimetres] of [
      [32, 58],
      [48, 80],
    ] as const) {
      const { html, csp } = receiptPage(receipt(), width);
      const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
      const hash = createHash('sha256').update(style).digest('base64');
      expect(csp).toBe(`default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'self'`);
      expect(style).toContain(`@page{size:${millimetres}mm auto`);
      expect(html).not.toMatch(/ style=| on\w+=|<script|<link|<img/);
    }
  });

  test('SELL-09 it says what the receipt says', () => {
    const { html } = receiptPage(receipt({ isCopy: true, paid: false }), 48);
    for (const text of [
      'Es Kopi Susu',
      'Gula aren',
      'tanpa es',
      '-5.000',
      'Rp49.500',
      '50.000',
      'SALINAN',
      'BELUM LUNAS',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('<html lang="id">');
  });
});

describe('SAAS-08 the logo', () => {
  /** Black on the left, white on the right, of a width that is no whole number of bytes. */
  const logo: Bitmap = { width: 12, height: 3, rows: Uint8Array.from([0xfc, 0, 0xfc, 0, 0xfc, 0]) };

  test.each(RECEIPT_WIDTHS)('SAAS-08 SELL-09 stands above everything on paper of %i columns', (width) => {
    const plain = readEscPos(encodeEscPos(receipt(), width));
    const { pictures, lines } = readEscPos(encodeEscPos(receipt(), width, { logo, openDrawer: true }));
    expect(plain.pictures).toEqual([]);
    expect(pictures).toHaveLength(1);
    const [picture] = pictures;
    expect([picture!.isCentred, picture!.height < 10]).toEqual([true, true]);
    const dots = (at: Bitmap) =>
      [0, 1, 2, 3, 4].map((y) => Array.from({ length: 16 }, (_, x) => isBlack(at, x, y)));
    expect(dots(picture!)).toEqual(dots(logo));
    expect(lines.slice(0, picture!.before).every(({ text }) => text.trim() === '')).toBe(true);
    const printed = lines.filter(({ text }) => text.trim() !== '');
    expect(printed).toEqual(plain.lines.filter(({ text }) => text.trim() !== ''));
  });

  test('SAAS-08 is within the page, which still loads and runs nothing', () => {
    const logoUrl = `/api/v1/logos/01890000-0000-7000-8000-000000000001/${'ab'.repeat(32)}-288x120.webp`;
    const { html, csp } = receiptPage(receipt({ logoUrl }), 48, Buffer.from('gambar'));
    expect(html).toContain(
      `src="data:image/webp;base64,${Buffer.from('gambar').toString('base64')}" width="50%"`,
    );
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain('img-src data:;');
    const without = receiptPage(receipt({ logoUrl }), 48, null);
    expect([without.html.includes('<img'), without.csp.includes('img-src')]).toEqual([false, false]);
  });
});
