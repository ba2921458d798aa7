/** Prints a plain text by itself, from a frame that is taken away again. */
export function printText(text: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page || !view) return;
  const block = page.createElement('pre');
  block.textContent = text;
  page.body.append(block);
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}
