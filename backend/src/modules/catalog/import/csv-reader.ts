export interface CsvRecord {
  /** Row as a spreadsheet shows it: the first is 1, blank ones count, a cell of many lines is one row. */
  row: number;
  cells: string[];
}

/** Characters in one row: what is longer has a quote that is never closed, or is no list. */
const MAX_RECORD = 64 * 1024;
const BLANK = /[^\S\r\n]/;

/**
 * Reads CSV piece by piece, the way spreadsheets do (RFC 4180, and a quote inside an unquoted cell is just a quote).
 * Gives every row that is not blank to `onRecord`, and to `onMalformed` the number of one that can't be told: text after
 * a closing quote, a quote never closed, too long.
 */
export class CsvReader {
  private row = 1;
  private cells: string[] = [];
  private cell = '';
  private mode: 'start' | 'bare' | 'quoted' | 'quote' | 'closed' = 'start';
  private size = 0;
  private isBroken = false;
  private isAfterCr = false;
  private readonly end: RegExp;

  constructor(
    private readonly separator: string,
    private readonly onRecord: (record: CsvRecord) => void,
    private readonly onMalformed: (row: number) => void,
  ) {
    this.end = new RegExp(`[\\r\\n${separator.replace(/[\\\]^-]/g, '\\$&')}]`, 'g');
  }

  write(text: string): void {
    for (let at = 0; at < text.length;) at = this.step(text, at);
  }

  /** Call once, after the last piece. */
  close(): void {
    if (this.mode === 'quoted') this.isBroken = true;
    if (this.mode !== 'start' || this.cells.length || this.cell) this.endRow();
  }

  private step(text: string, at: number): number {
    const char = text[at]!;
    if (this.isAfterCr) {
      this.isAfterCr = false;
      if (char === '\n') return at + 1;
    }
    switch (this.mode) {
      case 'quoted':
        return this.quoted(text, at);
      case 'quote':
        this.mode = char === '"' ? 'quoted' : 'closed';
        if (char !== '"') return at;
        this.add('"');
        return at + 1;
      case 'start':
        if (char !== this.separator && BLANK.test(char)) return at + 1;
        if (char === '"') {
          this.mode = 'quoted';
          return at + 1;
        }
        this.mode = 'bare';
        return at;
      default:
        return this.bare(text, at);
    }
  }

  private quoted(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    this.add(text.slice(at, quote < 0 ? text.length : quote));
    if (quote < 0) return text.length;
    this.mode = 'quote';
    return quote + 1;
  }

  private bare(text: string, at: number): number {
    this.end.lastIndex = at;
    const found = this.end.exec(text)?.index ?? text.length;
    const part = text.slice(at, found);
    if (this.mode === 'closed' && part.trim()) this.isBroken = true;
    this.add(part);
    if (found === text.length) return found;
    if (text[found] === this.separator) this.endCell();
    else {
      this.isAfterCr = text[found] === '\r';
      this.endRow();
    }
    return found + 1;
  }

  private add(part: string): void {
    this.size += part.length;
    if (this.size > MAX_RECORD) this.isBroken = true;
    else this.cell += part;
  }

  private endCell(): void {
    this.cells.push(this.cell.trim());
    this.cell = '';
    this.mode = 'start';
    this.size += 1;
    if (this.size > MAX_RECORD) this.cells.length = 0;
  }

  private endRow(): void {
    this.endCell();
    const { row, cells } = this;
    if (this.isBroken) this.onMalformed(row);
    else if (cells.some(Boolean)) this.onRecord({ row, cells });
    this.row += 1;
    this.cells = [];
    this.size = 0;
    this.isBroken = false;
  }
}
