import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { layoutReceipt } from '@meja/domain';
import { isBlack } from '../../lib/bitmap';
import type { Bitmap } from '../../lib/bitmap';
import type { ReceiptModel, ReceiptWidth } from '@meja/domain';

/** Lines the paper moves past the knife's distance from the head. */
const FEED_BEFORE_CUT = 4;
/** Pin 2; on 50 ms, off 500 ms: `1B 70 00 19 FA`. */
const DRAWER = { device: 0, onMs: 50, offMs: 500 };

export interface EscPosOptions {
  /** Printed above everything else, as wide as the paper at most. */
  logo?: Bitmap | null;
  /** Kicks the cash drawer before anything is printed. */
  openDrawer?: boolean;
}

/** As the encoder takes it: a byte for each of red, green, blue and opacity. */
function imageOf(logo: Bitmap): { data: Uint8ClampedArray; width: number; height: number } {
  const width = Math.ceil(logo.width / 8) * 8;
  const { height } = logo;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < logo.width; x += 1) {
      if (isBlack(logo, x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

/** A receipt as bytes for an ESC/POS printer of 32 or 48 columns: initialised, printed, cut. The text is ASCII. */
export function encodeEscPos(
  model: ReceiptModel,
  width: ReceiptWidth,
  { openDrawer = false, logo = null }: EscPosOptions = {},
): Buffer {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: width,
    newline: '\n',
    feedBeforeCut: FEED_BEFORE_CUT,
    imageMode: 'raster',
  });
  encoder.initialize().codepage('cp437');
  if (openDrawer) encoder.pulse(DRAWER.device, DRAWER.onMs, DRAWER.offMs);
  if (logo) encoder.align('center').image(imageOf(logo), { algorithm: 'threshold' });
  for (const { text, align, bold, size } of layoutReceipt(model, width)) {
    const scale = size === 'double' ? 2 : 1;
    encoder.align(align).bold(bold).size(scale, scale).line(text);
  }
  encoder.align('left').bold(false).size(1, 1).cut('partial');
  return Buffer.from(encoder.encode());
}
