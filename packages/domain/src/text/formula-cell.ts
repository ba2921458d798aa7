/**
 * What spreadsheets run as a formula, or use to hide one (CWE-1236): the signs, also behind spaces, also in the full
 * width of East Asian keyboards, and any number of apostrophes before such a beginning.
 */
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/** Whether a spreadsheet might take a cell for a formula. */
export const isFormulaCell = (text: string): boolean => FORMULA.test(text);

/** A cell that no spreadsheet takes for a formula: such a beginning gets an apostrophe, which the import takes off. */
export const neutralise = (text: string): string => (isFormulaCell(text) ? `'${text}` : text);
