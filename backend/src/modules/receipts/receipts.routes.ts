import { RECEIPT_WIDTHS } from '@meja/domain';
import type { ReceiptWidth } from '@meja/domain';
import { defineRoute, ok, s } from '../../platform/http';
import type { Reply, Route } from '../../platform/http';
import { encodeEscPos } from './receipt-escpos';
import { receiptPage } from './receipt-html';
import { receiptAnswer } from './receipts.openapi';
import { readReceipt, receiptLogo } from './receipts.service';

const FORMATS = ['json', 'escpos', 'html'] as const;
const WIDTHS = RECEIPT_WIDTHS.map(String) as ['32', '48'];

interface ReceiptQuery {
  format?: (typeof FORMATS)[number];
  width?: (typeof WIDTHS)[number];
  copy?: boolean;
  drawer?: boolean;
}

export const receiptRoutes: Route[] = [
  defineRoute<undefined, ReceiptQuery, { id: string }>({
    method: 'get',
    path: '/orders/:id/receipt',
    permission: 'receipt:read',
    summary:
      'The receipt of an order: as data, as a page to print, or as bytes for an ESC/POS printer of 32 (58 mm) or 48 columns (80 mm). `copy=true` marks a reprint; `drawer=true` lets the bytes open the cash drawer.',
    tag: 'Receipts',
    params: { id: s.uuid() },
    query: {
      format: s.enum(FORMATS).optional(),
      width: s.enum(WIDTHS).optional(),
      copy: s.queryBoolean().optional(),
      drawer: s.queryBoolean().optional(),
    },
    answers: {
      200: {
        description: 'JSON, a page or bytes, as `format` asks.',
        schema: receiptAnswer,
        others: ['text/html', 'application/octet-stream'],
      },
    },
    async handle({ tenantId, actor, params, query }): Promise<Reply> {
      const model = await readReceipt({ tenantId, actor }, params.id, query.copy ?? false);
      const width = Number(query.width ?? 32) as ReceiptWidth;
      switch (query.format ?? 'json') {
        case 'json':
          return ok(model);
        case 'html': {
          const { html, csp } = receiptPage(model, width, await receiptLogo.webp(tenantId, model));
          return { status: 200, text: html, type: 'text/html', headers: { 'Content-Security-Policy': csp } };
        }
        case 'escpos':
          return {
            status: 200,
            text: encodeEscPos(model, width, {
              openDrawer: query.drawer ?? false,
              logo: await receiptLogo.dots(tenantId, model, width),
            }),
            type: 'application/octet-stream',
            headers: { 'Content-Disposition': `attachment; filename="receipt-${model.number}.bin"` },
          };
      }
    },
  }),
];
