import { formatMoneyPlain } from '@meja/domain';
import type { InvoiceDto, Language } from '@meja/domain';
import { dateText } from './invoice-lines';

const WORDS = {
  id: {
    title: 'Tagihan',
    number: 'Nomor',
    issued: 'Tanggal',
    due: 'Jatuh tempo',
    to: 'Kepada',
    from: 'Dari',
    what: 'Keterangan',
    amount: 'Jumlah',
    credit: 'Dibayar dari saldo',
    total: 'Harus dibayar',
    status: { OPEN: 'Belum dibayar', PAID: 'Lunas', VOID: 'Dibatalkan' },
    paid: 'Dibayar pada',
    reference: 'Referensi',
  },
  en: {
    title: 'Invoice',
    number: 'Number',
    issued: 'Date',
    due: 'Due',
    to: 'To',
    from: 'From',
    what: 'Description',
    amount: 'Amount',
    credit: 'Paid from credit',
    total: 'To pay',
    status: { OPEN: 'Not paid yet', PAID: 'Paid', VOID: 'Void' },
    paid: 'Paid on',
    reference: 'Reference',
  },
} as const;

/** A4 in points; the left and right edges of what is written. */
const [WIDTH, HEIGHT, LEFT, RIGHT] = [595, 842, 56, 539];

/** Characters of the built-in font by their width in thousandths of its size (Helvetica, from Adobe's metrics). */
const NARROW: Record<string, number> = {
  ' ': 278,
  '.': 278,
  ',': 278,
  ':': 278,
  '-': 333,
  '/': 278,
  '1': 556,
  R: 722,
  p: 556,
};
const widthOf = (text: string, size: number) =>
  ([...text].reduce((sum, character) => sum + (NARROW[character] ?? 556), 0) * size) / 1000;

/** Latin-1 with the dash and quotes of Windows-1252, which the built-in fonts have; other letters become "?". */
const EXTRA: Record<string, number> = {
  '–': 0x96,
  '—': 0x97,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '…': 0x85,
  '€': 0x80,
};
function encode(text: string): string {
  const bytes = [...text.normalize('NFC')].map((character) => {
    const code = EXTRA[character] ?? character.codePointAt(0)!;
    return code < 256 ? String.fromCharCode(code) : '?';
  });
  return bytes.join('').replace(/[\\()]/g, '\\$&');
}

interface Pen {
  text(x: number, y: number, text: string, style?: { size?: number; bold?: boolean }): void;
  right(y: number, text: string, style?: { size?: number; bold?: boolean }): void;
  rule(y: number): void;
}

function createPen(into: string[]): Pen {
  const text: Pen['text'] = (x, y, value, { size = 10, bold = false } = {}) =>
    into.push(`BT /${bold ? 'F2' : 'F1'} ${size} Tf ${x.toFixed(2)} ${y} Td (${encode(value)}) Tj ET`);
  return {
    text,
    right: (y, value, style = {}) => text(RIGHT - widthOf(value, style.size ?? 10), y, value, style),
    rule: (y) => into.push(`0.8 G ${LEFT} ${y} m ${RIGHT} ${y} l S`),
  };
}

/** One page with its fonts as a PDF 1.4 document. */
function document(content: string): Buffer {
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** An invoice as a PDF of one page, in the reader's language. */
export function invoicePdf(invoice: InvoiceDto, business: string, language: Language): Buffer {
  const words = WORDS[language];
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const money = (amount: number) => formatMoneyPlain(amount, 'IDR', locale).replace(/\u00a0/g, ' ');
  const date = (instant: string) => dateText(new Date(instant), language);
  const drawn: string[] = [];
  const pen = createPen(drawn);
  pen.text(LEFT, 770, words.title, { size: 22, bold: true });
  pen.right(774, words.status[invoice.status], { size: 12, bold: true });
  const facts: [string, string][] = [
    [words.number, invoice.number],
    [words.issued, date(invoice.issuedAt)],
    [words.due, date(invoice.dueAt)],
    [words.from, 'Meja'],
    [words.to, business.slice(0, 70)],
  ];
  if (invoice.paidAt) facts.push([words.paid, date(invoice.paidAt)]);
  if (invoice.reference) facts.push([words.reference, invoice.reference.slice(0, 70)]);
  let y = 736;
  for (const [label, value] of facts) {
    pen.text(LEFT, y, label);
    pen.text(LEFT + 90, y, value, { bold: true });
    y -= 17;
  }
  y -= 18;
  pen.text(LEFT, y, words.what, { bold: true });
  pen.right(y, words.amount, { bold: true });
  pen.rule(y - 7);
  y -= 26;
  for (const line of invoice.lines) {
    pen.text(LEFT, y, line.text[language].slice(0, 78));
    pen.right(y, money(line.amount));
    y -= 19;
  }
  pen.rule(y + 8);
  y -= 10;
  if (invoice.creditUsed > 0) {
    pen.text(LEFT, y, words.credit);
    pen.right(y, `-${money(invoice.creditUsed)}`);
    y -= 19;
  }
  pen.text(LEFT, y, words.total, { size: 12, bold: true });
  pen.right(y, money(invoice.total), { size: 12, bold: true });
  return document(drawn.join('\n'));
}
