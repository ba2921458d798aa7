import { stringify } from 'csv-stringify/sync';
import { inPieces } from '../../../lib/in-pieces';
import type { Pieces } from '../../../lib/in-pieces';
import { audit } from '../../../platform/audit';
import type { Actor } from '../../../platform/context';
import { withTenant } from '../../../platform/db';
import { hiddenStationIds } from '../stations.service';
import { COLUMNS } from './columns';
import { eachExported } from './export-lines';
import type { Line } from './export-lines';
import { readCatalog } from './import.repository';
import type { StoredCatalog } from './stored';

const LINES_AT_ONCE = 100;

/** The file as text: a cell with any kind of line break is quoted, whatever ends the rows. */
export function* exportCsv(stored: StoredCatalog): Pieces<string> {
  const form = { columns: [...COLUMNS], record_delimiter: '\r\n', quoted_match: /[\r\n]/ };
  let csv = stringify([], { ...form, header: true });
  let lines: Line[] = [];
  for (const product of eachExported(stored)) {
    yield;
    lines.push(...product.lines);
    if (lines.length < LINES_AT_ONCE) continue;
    csv += stringify(lines, form);
    lines = [];
  }
  return csv + stringify(lines, form);
}

/** All products as CSV in UTF-8 with BOM, which Excel needs to read it as such; that they were taken out is written down. */
export async function exportProducts(tenantId: string, actor: Actor): Promise<Buffer> {
  const stored = await withTenant(tenantId, async () => {
    const [catalog, hidden] = [await readCatalog(), await hiddenStationIds(actor)];
    await audit({ action: 'product.export', entity: 'menu', after: { products: catalog.products.length } });
    return { ...catalog, stations: catalog.stations.filter(({ id }) => !hidden.has(id)) };
  });
  return Buffer.from(`\ufeff${await inPieces(exportCsv(stored))}`);
}
