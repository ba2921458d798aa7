import type { ReceiptWidth } from '@meja/domain';

const PAPER_MM: Record<ReceiptWidth, number> = { 32: 58, 48: 80 };
/** As in receipt-print.css. */
const LETTER_MM = 2.55;
const MARGIN_MM = 2;

/**
 * Prints the struk on a page as wide as the roll and as long as the text. `paper` is the struk on the screen: its
 * proportions tell how long it becomes.
 */
export function printReceipt(paper: HTMLElement, width: ReceiptWidth): void {
  const style = getComputedStyle(paper);
  const letters = paper.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const height = Math.ceil((letters / parseFloat(style.fontSize)) * LETTER_MM + 2 * MARGIN_MM) + 1;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${PAPER_MM[width]}mm ${height}mm; margin: 0 }`);
  const others = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...others, sheet];
  addEventListener('afterprint', () => (document.adoptedStyleSheets = others), { once: true });
  window.print();
}
