/** The bench's table, as `docs/performance.md` keeps it. */
import { ROLES } from './accounting';
import type { Spent } from './accounting';
import { cpuPerRequest, percentile } from './arithmetic';

export interface Result {
  name: string;
  /** Milliseconds each. */
  times: number[];
  seconds: number;
  /** CPU milliseconds of each role in that time, and what turns them into those of the reference's speed. */
  spent?: Spent;
  factor?: number;
  /** What is divided by, where it is not the number of times (deliveries per event, for one). */
  requests?: number;
  remarks: string[];
}

const number = (value: number, digits: number) => (Number.isNaN(value) ? '–' : value.toFixed(digits));
const fine = (value: number) => number(value, value < 10 ? 2 : value < 100 ? 1 : 0);

const TITLES = [
  'path',
  'req/s',
  'p50',
  'p95',
  'p99',
  'API',
  'PostgreSQL',
  'worker',
  'Redis',
  'all',
  'remarks',
];

export function line({ name, times, seconds, spent, factor = 1, requests, remarks }: Result): string[] {
  const sorted = [...times].sort((a, b) => a - b);
  const count = requests ?? times.length;
  const each = ROLES.map((role) => (spent ? cpuPerRequest(spent[role], count, factor) : Number.NaN));
  const all = each.reduce((sum, value) => sum + value, 0);
  return [
    name,
    number(count / seconds, 0),
    ...[0.5, 0.95, 0.99].map((q) => fine(percentile(sorted, q))),
    ...[...each, all].map((value) => number(value, 2)),
    remarks.join('; '),
  ];
}

/** A table in Markdown; times and CPU are milliseconds. */
export function table(results: readonly Result[]): string {
  const rows = [TITLES, ...results.map(line)];
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const isText = (column: number) => column === 0 || column === TITLES.length - 1;
  const pad = (text: string, column: number) =>
    isText(column) ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
  const rule = widths.map((width, column) =>
    isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head, ...body] = rows.map((row) => `| ${row.map(pad).join(' | ')} |`);
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}
