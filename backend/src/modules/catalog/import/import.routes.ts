import { defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { importResultSchema, one } from '../catalog.openapi';
import { exportProducts } from './export.service';
import { CLEARABLE } from './empty-cells';
import type { Clearable } from './empty-cells';
import { importProducts } from './import.service';
import type { ImportMode } from './import.service';
import { readCsvUpload } from './upload';
import type { CsvFile } from './upload';

interface ImportQuery {
  dryRun?: boolean;
  mode?: ImportMode;
  clear?: Clearable[];
}

export const importRoutes: Route[] = [
  defineRoute<CsvFile, ImportQuery>({
    method: 'post',
    path: '/products/import',
    load: 'import',
    permission: 'catalog:import',
    limit: 'import',
    summary:
      'Import products from CSV: products are found by SKU, else by name, and changed; others are made. `dryRun=true` ' +
      'only tells. `mode=all` (unless told): one wrong row and nothing is stored; `mode=valid`: the right rows are. ' +
      'An empty cell leaves a value as it is; `clear=sku,barcode` takes the values of those columns away. Rows are ' +
      'numbered as a spreadsheet shows them. Importing the same file again, or an export, changes nothing more.',
    tag: 'Products',
    upload: { contentType: 'multipart/form-data', read: readCsvUpload },
    query: {
      dryRun: s.queryBoolean().optional(),
      mode: s.enum(['all', 'valid']).optional(),
      clear: s.queryList(s.enum(CLEARABLE)).optional(),
    },
    answers: { 200: one('What was done, or would be; counts are rows of the file.', importResultSchema) },
    handle: async ({ tenantId, query, body }) =>
      ok(
        await importProducts(tenantId, body, {
          dryRun: query.dryRun ?? false,
          mode: query.mode ?? 'all',
          clear: new Set(query.clear),
        }),
      ),
  }),
  defineRoute<undefined, { format?: 'csv' }>({
    method: 'get',
    path: '/products/export',
    load: 'heavy',
    permission: 'catalog:read',
    summary: 'All products as CSV, in the columns that the import reads',
    tag: 'Products',
    query: { format: s.enum(['csv']).optional() },
    answers: { 200: { description: 'The file.', contentType: 'text/csv' } },
    handle: async ({ tenantId, actor }) => ({
      status: 200,
      text: await exportProducts(tenantId, actor),
      type: 'text/csv; charset=utf-8',
      headers: { 'Content-Disposition': 'attachment; filename="produk.csv"' },
    }),
  }),
];
