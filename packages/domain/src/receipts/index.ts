export type * from './types';
export { buildReceipt, type ReceiptOrder } from './build-receipt';
export { sampleReceipt } from './sample-receipt';
export { layoutReceipt, RECEIPT_WIDTHS, type ReceiptWidth } from './layout-receipt';
export { foldAscii } from './fold-ascii';
export { ORDER_TYPE_LABELS, PAYMENT_METHOD_LABELS, RECEIPT_LABELS } from './labels';
