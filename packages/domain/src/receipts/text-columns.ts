/** Breaks a text into lines of at most `width` characters, at blanks where it can; at least one line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (current && current.length + 1 + rest.length <= width) {
      current = `${current} ${rest}`;
      continue;
    }
    if (current) lines.push(current);
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    current = rest;
  }
  if (current || lines.length === 0) lines.push(current);
  return lines;
}

/** Narrowest column that a label is still readable in, beside an amount. */
const NARROWEST = 10;

/**
 * A label on the left, an amount at the right edge, within `width`: a long label wraps beside the amount, which
 * stands in the first line; where there is no room beside it, the amount gets lines of its own.
 */
export function twoColumns(left: string, right: string, width: number, indent = 0): string[] {
  const blank = ' '.repeat(indent);
  const room = width - indent;
  const beside = room - right.length - 1;
  if (beside < Math.min(NARROWEST, left.length)) {
    const label = wrapText(left, room).map((text) => blank + text);
    return [...label, ...wrapText(right, width).map((text) => text.padStart(width))];
  }
  return wrapText(left, beside).map((text, index) =>
    index === 0 ? blank + text.padEnd(room - right.length) + right : blank + text,
  );
}
