import { fieldText, importWarningText } from '@meja/domain';
import type { ImportResultDto } from '@meja/domain';
import { createGate } from '../../../lib/gate';
import { inPieces } from '../../../lib/in-pieces';
import type { Pieces } from '../../../lib/in-pieces';
import { audit } from '../../../platform/audit';
import { now } from '../../../platform/clock';
import { currentContext } from '../../../platform/context';
import { withTenant } from '../../../platform/db';
import { invalid } from '../../../platform/http';
import { assertRoom } from '../../subscriptions';
import { countProducts } from '../products.repository';
import { tenantSettings } from '../../tenants';
import { changeCatalog } from '../catalog-change';
import { readHeader } from './columns';
import type { Header } from './columns';
import { EmptyCells } from './empty-cells';
import type { Clearable } from './empty-cells';
import { readCatalog, writeCatalog } from './import.repository';
import { parseRows } from './parse-rows';
import type { ParsedRows, RowIssue } from './parse-rows';
import { planImport } from './plan-import';
import type { ImportPlan } from './plan-import';
import type { StoredCatalog } from './stored';
import { findUnchanged } from './unchanged-rows';
import type { CsvFile } from './upload';

/** `all`: one row that is wrong, and nothing is stored; `valid`: the rows that are right are stored. */
export type ImportMode = 'all' | 'valid';

const MOST_ERRORS = 1_000;
/** Price changes that the audit row of an import names; of the others it keeps how many there were. */
const AUDIT_SAMPLE = 50;

function checkedHeader(cells: string[]): Header {
  const header = readHeader(cells);
  const issues = [
    ...header.missing.map((column) => ({
      path: 'file',
      code: 'missing_column' as const,
      params: { column },
    })),
    ...header.repeated.map((column) => ({ path: `file.${column}`, code: 'repeated' as const })),
  ];
  if (issues.length) throw invalid(...issues);
  return header;
}

export interface ImportOptions {
  dryRun: boolean;
  mode: ImportMode;
  /** Columns whose empty cells take the value away. */
  clear: ReadonlySet<Clearable>;
}

/** A file by its columns, not yet held against what is stored. */
interface Understood {
  file: CsvFile;
  header: Header;
  parsed: ParsedRows;
  malformed: RowIssue[];
}

async function understand(tenantId: string, file: CsvFile): Promise<Understood> {
  const header = checkedHeader(file.header);
  const { taxClasses } = await tenantSettings(tenantId);
  const malformed = file.malformed.map((row): RowIssue => ({
    row,
    column: null,
    code: 'malformed_row',
    value: null,
  }));
  return { file, header, parsed: await inPieces(parseRows(file.records, header, taxClasses)), malformed };
}

/** What the file would do to what is stored, and what is to be said of its rows. */
interface Judged extends ImportPlan {
  empty: EmptyCells;
  warnings: ParsedRows['warnings'];
}

function* judge(
  { file, header, parsed, malformed }: Understood,
  stored: StoredCatalog,
  clear: ReadonlySet<Clearable>,
): Pieces<Judged> {
  const unchanged = yield* findUnchanged(file.records, header, stored);
  const asStored = new Set(unchanged.flatMap(({ rows }) => rows));
  const isNew = ({ row }: { row: number }) => !asStored.has(row);
  const empty = new EmptyCells(header, clear);
  const plan = yield* planImport(parsed.rows.filter(isNew), unchanged, stored, empty);
  const issues = [...malformed, ...parsed.issues.filter(isNew), ...plan.issues];
  return {
    ...plan,
    empty,
    issues: issues.sort((a, b) => a.row - b.row),
    warnings: parsed.warnings.filter(isNew),
  };
}

function resultOf(
  { file, header, malformed }: Understood,
  { created, updated, issues, warnings, empty }: Judged,
  dryRun: boolean,
  isStored: boolean,
): ImportResultDto {
  const locale = currentContext()?.locale;
  const unknown = header.unknown.map((column) => ({
    row: file.headerRow,
    column,
    code: 'unknown_column',
    message: fieldText('unknown_column', locale, { column }),
    value: column,
  }));
  const counts = dryRun || isStored;
  const total = file.records.length + malformed.length;
  return {
    dryRun,
    total,
    created: counts ? created : 0,
    updated: counts ? updated : 0,
    failed: total - created - updated,
    errors: [
      ...unknown,
      ...issues.slice(0, MOST_ERRORS).map(({ params, ...issue }) => ({
        ...issue,
        column: issue.column && (header.titles.get(issue.column) ?? issue.column),
        message: fieldText(issue.code, locale, params),
      })),
    ],
    warnings: warnings.slice(0, MOST_ERRORS).map(({ params, ...warning }) => ({
      ...warning,
      column: header.titles.get(warning.column) ?? warning.column,
      message: importWarningText(warning.code, locale, params),
    })),
    emptyCells: empty.summary(),
  };
}

/** Two at once in this process, whoever they are of: an import keeps a processor busy. */
const turns = createGate(() => ({ perKey: 1, total: 2, waiting: 1, waitMs: 10_000 }));

/**
 * Imports products from a file read before: dry, it tells what would happen; else everything is one transaction. Counts
 * are rows of the file. Throws 422 where the header lacks a column that is needed.
 */
export function importProducts(
  tenantId: string,
  file: CsvFile,
  options: ImportOptions,
): Promise<ImportResultDto> {
  return turns.run(tenantId, () => importInTurn(tenantId, file, options));
}

async function importInTurn(
  tenantId: string,
  file: CsvFile,
  { dryRun, mode, clear }: ImportOptions,
): Promise<ImportResultDto> {
  const understood = await understand(tenantId, file);
  if (dryRun) {
    const stored = await withTenant(tenantId, () => readCatalog());
    return resultOf(understood, await inPieces(judge(understood, stored, clear)), true, false);
  }
  return changeCatalog(tenantId, async () => {
    const plan = await inPieces(judge(understood, await readCatalog(), clear));
    const isStored = plan.created + plan.updated > 0 && (mode === 'valid' || plan.issues.length === 0);
    const changed = isStored && Object.values(plan.writes).some((rows: unknown[]) => rows.length > 0);
    if (changed) {
      await assertRoom('products', countProducts, plan.writes.newProducts.length);
      await writeCatalog(plan.writes, now());
      const { created, updated, priceChanges } = plan;
      const sample = priceChanges.slice(0, AUDIT_SAMPLE);
      await audit({
        action: 'product.import',
        entity: 'product',
        before: sample.map(({ after: _, before, ...change }) => ({ ...change, price: before })),
        after: {
          created,
          updated,
          pricesChanged: priceChanges.length,
          prices: sample.map(({ before: _, after, ...change }) => ({ ...change, price: after })),
        },
      });
    }
    return { data: resultOf(understood, plan, false, isStored), changed };
  });
}
