import { fieldText } from '@meja/domain';
import type { ImportResultDto } from '@meja/domain';
import { audit } from '../../../platform/audit';
import { now } from '../../../platform/clock';
import { currentContext } from '../../../platform/context';
import { withTenant } from '../../../platform/db';
import { invalid } from '../../../platform/http';
import { tenantSettings } from '../../tenants';
import { changeCatalog } from '../catalog-change';
import { readHeader } from './columns';
import type { Header } from './columns';
import { readCatalog, writeCatalog } from './import.repository';
import { parseRows } from './parse-rows';
import type { ImportRow, RowIssue } from './parse-rows';
import { planImport } from './plan-import';
import type { ImportPlan } from './plan-import';
import type { CsvFile } from './upload';

/** `all`: one row that is wrong, and nothing is stored; `valid`: the rows that are right are stored. */
export type ImportMode = 'all' | 'valid';

const MOST_ERRORS = 1_000;

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

interface Understood {
  rows: ImportRow[];
  issues: RowIssue[];
  /** Columns that mean nothing here: told, but no row fails by them. */
  unknown: string[];
  titles: Header['titles'];
  total: number;
}

async function understand(tenantId: string, file: CsvFile): Promise<Understood> {
  const header = checkedHeader(file.header);
  const { taxClasses } = await tenantSettings(tenantId);
  const { rows, issues } = parseRows(file.records, header, taxClasses);
  const malformed = file.malformed.map((row): RowIssue => ({
    row,
    column: null,
    code: 'malformed_row',
    value: null,
  }));
  return {
    rows,
    issues: [...malformed, ...issues],
    unknown: header.unknown,
    titles: header.titles,
    total: file.records.length + malformed.length,
  };
}

function resultOf(
  understood: Understood,
  plan: ImportPlan,
  dryRun: boolean,
  isStored: boolean,
): ImportResultDto {
  const locale = currentContext()?.locale;
  const issues = [...understood.issues, ...plan.issues].sort((a, b) => a.row - b.row);
  const unknown = understood.unknown.map((column) => ({
    row: 1,
    column,
    code: 'unknown_column',
    message: fieldText('unknown_column', locale, { column }),
    value: column,
  }));
  const counts = dryRun || isStored;
  return {
    dryRun,
    total: understood.total,
    created: counts ? plan.created : 0,
    updated: counts ? plan.updated : 0,
    failed: understood.total - plan.created - plan.updated,
    errors: [
      ...unknown,
      ...issues.slice(0, MOST_ERRORS).map(({ params, ...issue }) => ({
        ...issue,
        column: issue.column && (understood.titles.get(issue.column) ?? issue.column),
        message: fieldText(issue.code, locale, params),
      })),
    ],
  };
}

/**
 * Imports products from a file read before: dry, it tells what would happen; else everything is one transaction. Counts
 * are rows of the file. Throws 422 where the header lacks a column that is needed.
 */
export async function importProducts(
  tenantId: string,
  file: CsvFile,
  { dryRun, mode }: { dryRun: boolean; mode: ImportMode },
): Promise<ImportResultDto> {
  const understood = await understand(tenantId, file);
  if (dryRun) {
    const stored = await withTenant(tenantId, () => readCatalog());
    return resultOf(understood, planImport(understood.rows, stored), true, false);
  }
  return changeCatalog(tenantId, async () => {
    const plan = planImport(understood.rows, await readCatalog());
    const failed = understood.issues.length + plan.issues.length;
    const isStored = plan.created + plan.updated > 0 && (mode === 'valid' || failed === 0);
    if (isStored) {
      await writeCatalog(plan.writes, now());
      const { created, updated, priceChanges } = plan;
      await audit({
        action: 'product.import',
        entity: 'product',
        before: priceChanges.map(({ after: _, before, ...change }) => ({ ...change, price: before })),
        after: {
          created,
          updated,
          prices: priceChanges.map(({ before: _, after, ...change }) => ({ ...change, price: after })),
        },
      });
    }
    return { data: resultOf(understood, plan, false, isStored), changed: isStored };
  });
}
