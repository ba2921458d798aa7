const FORMULA = /^[=+\-@\t\r]/;

/** A text for a spreadsheet's cell that no spreadsheet takes for a formula. */
export function inertCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
