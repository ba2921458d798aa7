import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { layoutReceipt } from '@meja/domain';
import type { ReceiptModel, ReceiptWidth } from '@meja/domain';

/** Lines the paper moves past the knife's distance from the head. */
const FEED_BEFORE_CUT = 4;
/** Pin 2; on 50 ms, off 500 ms: `1B 70 00 19 FA`. */
const DRAWER = { device: 0, onMs: 50, offMs: 500 };

export interface EscPosOptions {
  /** Kicks the cash drawer before anything is printed. */
  openDrawer?: boolean;
}

/** A receipt as bytes for an ESC/POS printer of 32 or 48 columns: initialised, printed, cut. The text is ASCII. */
export function encodeEscPos(
  model: ReceiptModel,
  width: ReceiptWidth,
  { openDrawer = false }: EscPosOptions = {},
): Buffer {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: width,
    newline: '\n',
    feedBeforeCut: FEED_BEFORE_CUT,
  });
  encoder.initialize().codepage('cp437');
  if (openDrawer) encoder.pulse(DRAWER.device, DRAWER.onMs, DRAWER.offMs);
  for (const { text, align, bold, size } of layoutReceipt(model, width)) {
    const scale = size === 'double' ? 2 : 1;
    encoder.align(align).bold(bold).size(scale, scale).line(text);
  }
  encoder.align('left').bold(false).size(1, 1).cut('partial');
  return Buffer.from(encoder.encode());
}
