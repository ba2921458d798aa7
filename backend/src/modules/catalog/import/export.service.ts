import { stringify } from 'csv-stringify/sync';
import type { Actor } from '../../../platform/context';
import { withTenant } from '../../../platform/db';
import { hiddenStationIds } from '../stations.service';
import { COLUMNS } from './columns';
import { exportLines } from './export-lines';
import { readCatalog } from './import.repository';
import type { StoredCatalog } from './stored';

/** The file as text: a cell with any kind of line break is quoted, whatever ends the rows. */
export function exportCsv(stored: StoredCatalog): string {
  return stringify(
    exportLines(stored).flatMap(({ lines }) => lines),
    { header: true, columns: [...COLUMNS], record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}

/** All products as CSV in UTF-8 with BOM, which Excel needs to read it as such. */
export async function exportProducts(tenantId: string, actor: Actor): Promise<Buffer> {
  const stored = await withTenant(tenantId, async () => {
    const [catalog, hidden] = [await readCatalog(), await hiddenStationIds(actor)];
    return { ...catalog, stations: catalog.stations.filter(({ id }) => !hidden.has(id)) };
  });
  return Buffer.from(`\ufeff${exportCsv(stored)}`);
}
