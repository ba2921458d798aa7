import { createHash } from 'node:crypto';
import { LOGO_BOX, RECEIPT_LABELS, logoSizeOf, formatAmount, formatMoney, formatNumber } from '@meja/domain';
import type { ReceiptModel, ReceiptModelLine, ReceiptWidth } from '@meja/domain';

const PAPER_MM: Record<ReceiptWidth, number> = { 32: 58, 48: 80 };

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);

function styleFor(width: ReceiptWidth): string {
  const paper = PAPER_MM[width];
  return [
    `@page{size:${paper}mm auto;margin:0}`,
    `body{margin:0 auto;padding:3mm;width:${paper - 6}mm;font:${width === 32 ? 11 : 12}px/1.4 ui-monospace,Menlo,Consolas,monospace;color:#000;background:#fff;overflow-wrap:anywhere}`,
    '.logo{display:block;margin:0 auto 2mm;filter:grayscale(1)}',
    'h1{font-size:1.5em;line-height:1.2;margin:0}',
    'header,footer,.mark{text-align:center}',
    'p{margin:0;white-space:pre-line}',
    'hr{border:0;border-top:1px dashed #000;margin:2mm 0}',
    'table{width:100%;border-collapse:collapse}',
    'td,th{padding:0;text-align:left;vertical-align:top;font-weight:inherit}',
    'td:last-child{text-align:right;white-space:nowrap;padding-left:2mm}',
    '.sub th,.sub td{padding-left:2ch}',
    '.total{font-size:1.4em;font-weight:700}',
    '.strong,.mark{font-weight:700}',
    '@media screen{html{background:#eee}body{margin:4mm auto;box-shadow:0 1px 4px #0003}}',
  ].join('');
}

const row = (label: string, amount: string, className = ''): string =>
  `<tr${className && ` class="${className}"`}><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(amount)}</td></tr>`;

const paragraph = (text: string | null, className = ''): string =>
  text ? `<p${className && ` class="${className}"`}>${escapeHtml(text)}</p>` : '';

function lineRows(line: ReceiptModelLine, model: ReceiptModel): string {
  const number = (value: number): string => formatNumber(value, model.locale);
  const money = (value: number): string => formatAmount(value, model.currency, model.locale);
  const rows = [row(`${number(line.quantity)}× ${line.name}`, money(line.gross))];
  for (const { name, quantity, price } of line.modifiers) {
    rows.push(
      row(
        quantity === 0
          ? `− ${RECEIPT_LABELS.without[model.language]} ${name}`
          : `+ ${quantity > 1 ? `${quantity}× ` : ''}${name}`,
        price * quantity > 0 ? `(${money(price * quantity)})` : '',
        'sub',
      ),
    );
  }
  if (line.note) rows.push(row(`* ${line.note}`, '', 'sub'));
  if (line.discountTotal > 0) {
    const percent = line.discount?.type === 'PERCENT' ? ` ${number(line.discount.value / 100)}%` : '';
    rows.push(
      row(`${RECEIPT_LABELS.discount[model.language]}${percent}`, `-${money(line.discountTotal)}`, 'sub'),
    );
  }
  return rows.join('');
}

/** Within the page, so that nothing has to be loaded before it is printed; as wide as the dots it is printed with. */
function logoMarkup(model: ReceiptModel, logo: Buffer | null): string {
  const size = logo && model.logoUrl && logoSizeOf(model.logoUrl);
  if (!size) return '';
  const share = Math.round((size.width / LOGO_BOX.width) * 100);
  const source = `data:image/webp;base64,${logo.toString('base64')}`;
  return `<img class="logo" src="${source}" width="${share}%" alt="${escapeHtml(model.businessName)}">`;
}

function head(model: ReceiptModel): string {
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][model.language];
  return [
    `<h1>${escapeHtml(model.businessName)}</h1>`,
    model.outletName === model.businessName ? '' : paragraph(model.outletName, 'strong'),
    paragraph(model.address),
    paragraph(model.phone && `${label('phone')} ${model.phone}`),
    paragraph(model.npwp && `${label('npwp')} ${model.npwp}`),
    paragraph(model.header),
    model.isVoided ? paragraph(label('voided'), 'mark total') : '',
    model.isCopy ? paragraph(`*** ${label('copy')} ***`, 'mark') : '',
  ].join('');
}

function facts(model: ReceiptModel): string {
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][model.language];
  return [
    row(`${label('number')} ${model.number}`, model.typeLabel, 'strong'),
    row(label('time'), model.time),
    model.cashierName ? row(label('cashier'), model.cashierName) : '',
    model.tableName ? row(label('table'), model.tableName) : '',
    model.queueName ? row(label('queue'), model.queueName) : '',
  ].join('');
}

function totals(model: ReceiptModel): string {
  return model.totals
    .map(({ kind, label, amount }) =>
      kind === 'total'
        ? row(label, formatMoney(amount, model.currency, model.locale), 'total')
        : row(label, formatAmount(amount, model.currency, model.locale), kind === 'due' ? 'strong' : ''),
    )
    .join('');
}

function payments(model: ReceiptModel): string {
  const money = (value: number): string => formatAmount(value, model.currency, model.locale);
  const rows = model.payments.map(
    ({ label, amount, tendered, reference, note }) =>
      row(label, money(tendered ?? amount)) +
      [reference, note].map((text) => (text ? row(text, '', 'sub') : '')).join(''),
  );
  if (model.change > 0) rows.push(row(RECEIPT_LABELS.change[model.language], money(model.change), 'strong'));
  return rows.length > 0 ? `<hr><table>${rows.join('')}</table>` : '';
}

/** A page of its own, to be printed by the browser on paper of 58 or 80 mm. Nothing in it runs or loads; `logo` is a WebP. */
export function receiptPage(
  model: ReceiptModel,
  width: ReceiptWidth,
  logo: Buffer | null = null,
): { html: string; csp: string } {
  const style = styleFor(width);
  const label = (key: keyof typeof RECEIPT_LABELS): string => RECEIPT_LABELS[key][model.language];
  const isUnpaid = !model.paid && !model.isVoided;
  const html = [
    `<!doctype html><html lang="${model.language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(`${label('number')} ${model.number} – ${model.businessName}`)}</title>`,
    `<style>${style}</style></head><body>`,
    `<header>${logoMarkup(model, logo)}${head(model)}</header><hr>`,
    `<table>${facts(model)}</table><hr>`,
    `<table>${model.lines.map((line) => lineRows(line, model)).join('')}</table>`,
    model.note ? paragraph(`${label('note')}: ${model.note}`) : '',
    `<hr><table>${totals(model)}</table>`,
    payments(model),
    isUnpaid ? paragraph(`*** ${label('unpaid')} ***`, 'mark') : '',
    `<hr><footer>${paragraph(model.footer)}`,
    model.printedTime ? paragraph(`${label('printed')} ${model.printedTime}`) : '',
    '</footer></body></html>',
  ].join('');
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    html,
    csp: `default-src 'none'; style-src 'sha256-${hash}';${logo ? ' img-src data:;' : ''} frame-ancestors 'self'`,
  };
}
