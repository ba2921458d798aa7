import { formatAmount, formatMoneyPlain, formatNumber } from '../money';
import { foldAscii } from './fold-ascii';
import { RECEIPT_LABELS } from './labels';
import { twoColumns, wrapText } from './text-columns';
import type { ReceiptLine, ReceiptModel, ReceiptModelLine } from './types';

/** Columns of a 58 mm and of an 80 mm printer. */
export const RECEIPT_WIDTHS = [32, 48] as const;
export type ReceiptWidth = (typeof RECEIPT_WIDTHS)[number];

const INDENT = 3;
type Style = Partial<Omit<ReceiptLine, 'text'>>;

class Sheet {
  readonly lines: ReceiptLine[] = [];

  constructor(private readonly width: number) {}

  /** A text of the tenant's or ours, folded and wrapped; nothing for an empty one. A large one wraps at half width. */
  text(text: string | null, style: Style = {}, indent = 0): void {
    const columns = (style.size === 'double' ? Math.floor(this.width / 2) : this.width) - indent;
    for (const paragraph of (text ?? '').split(/\r?\n/).map(foldAscii)) {
      if (paragraph)
        for (const line of wrapText(paragraph, columns)) this.put(' '.repeat(indent) + line, style);
    }
  }

  /** Label and amount; large where it was asked for and fits on one line. */
  row(label: string, amount: string, style: Style = {}, indent = 0): void {
    const [left, right] = [foldAscii(label), foldAscii(amount)];
    const half = Math.floor(this.width / 2);
    const large = style.size === 'double' && left.length + 1 + right.length <= half;
    const size = large ? 'double' : 'normal';
    for (const line of twoColumns(left, right, large ? half : this.width, indent)) {
      this.put(line, { ...style, size });
    }
  }

  rule(): void {
    this.put('-'.repeat(this.width));
  }

  private put(text: string, style: Style = {}): void {
    this.lines.push({ text, align: 'left', bold: false, size: 'normal', ...style });
  }
}

const CENTER: Style = { align: 'center' };
const TITLE: Style = { align: 'center', bold: true, size: 'double' };

function layoutHead(sheet: Sheet, model: ReceiptModel): void {
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][model.language];
  sheet.text(model.businessName, TITLE);
  if (model.outletName !== model.businessName) sheet.text(model.outletName, { ...CENTER, bold: true });
  sheet.text(model.address, CENTER);
  if (model.phone) sheet.text(`${label('phone')} ${model.phone}`, CENTER);
  if (model.npwp) sheet.text(`${label('npwp')} ${model.npwp}`, CENTER);
  sheet.text(model.header, CENTER);
  if (model.isVoided) sheet.text(label('voided'), TITLE);
  if (model.isCopy) sheet.text(`*** ${label('copy')} ***`, { ...CENTER, bold: true });
  sheet.rule();
  sheet.row(`${label('number')} ${model.number}`, model.typeLabel, { bold: true });
  sheet.row(label('time'), model.time);
  if (model.cashierName) sheet.row(label('cashier'), model.cashierName);
  if (model.tableName) sheet.row(label('table'), model.tableName);
  if (model.queueName) sheet.row(label('queue'), model.queueName);
  sheet.rule();
}

function layoutLine(sheet: Sheet, line: ReceiptModelLine, model: ReceiptModel): void {
  const number = (value: number): string => formatNumber(value, model.locale);
  const money = (value: number): string => formatAmount(value, model.currency, model.locale);
  sheet.row(`${number(line.quantity)}x ${line.name}`, money(line.gross));
  if (line.quantity !== 1) {
    const each = line.modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, line.unitPrice);
    sheet.text(`@ ${money(each)}`, {}, INDENT);
  }
  for (const { name, quantity, price } of line.modifiers) {
    const amount = price * quantity;
    const times = quantity > 1 ? `${quantity}x ` : '';
    const text =
      quantity === 0
        ? `- ${RECEIPT_LABELS.without[model.language]} ${name}`
        : `+ ${times}${name}${amount > 0 ? ` (${money(amount)})` : ''}`;
    sheet.text(text, {}, INDENT);
  }
  if (line.note) sheet.text(`* ${line.note.replace(/\s+/g, ' ')}`, {}, INDENT);
  if (line.discountTotal > 0) {
    const percent = line.discount?.type === 'PERCENT' ? ` ${number(line.discount.value / 100)}%` : '';
    const label = `${RECEIPT_LABELS.discount[model.language]}${percent}`;
    sheet.row(label, `-${money(line.discountTotal)}`, {}, INDENT);
  }
}

/**
 * A receipt as lines of plain ASCII for paper of `width` columns (32: 58 mm, 48: 80 mm). No line is wider; a line of
 * double size counts its letters twice. Money stands at the right edge.
 */
export function layoutReceipt(model: ReceiptModel, width: ReceiptWidth): ReceiptLine[] {
  const sheet = new Sheet(width);
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][model.language];
  const money = (value: number): string => formatAmount(value, model.currency, model.locale);
  layoutHead(sheet, model);
  for (const line of model.lines) layoutLine(sheet, line, model);
  if (model.note) sheet.text(`${label('note')}: ${model.note.replace(/\s+/g, ' ')}`);
  sheet.rule();
  for (const row of model.totals) {
    if (row.kind === 'total') {
      const style: Style = { bold: true, size: 'double' };
      sheet.row(row.label, formatMoneyPlain(row.amount, model.currency, model.locale), style);
    } else {
      sheet.row(row.label, money(row.amount), { bold: row.kind === 'due' });
    }
  }
  if (model.payments.length > 0) sheet.rule();
  for (const payment of model.payments) {
    sheet.row(payment.label, money(payment.tendered ?? payment.amount));
    if (payment.reference) sheet.text(payment.reference, {}, INDENT);
    sheet.text(payment.note, {}, INDENT);
  }
  if (model.change > 0) sheet.row(label('change'), money(model.change), { bold: true });
  if (!model.paid && !model.isVoided) sheet.text(`*** ${label('unpaid')} ***`, { ...CENTER, bold: true });
  sheet.rule();
  sheet.text(model.footer, CENTER);
  if (model.printedTime) sheet.text(`${label('printed')} ${model.printedTime}`, CENTER);
  return sheet.lines;
}
