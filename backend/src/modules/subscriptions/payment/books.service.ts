import type { ChargeStatus, PaymentFindingDto, TenantChargeDto } from '@meja/domain';
import { listFindings, resolveFinding } from '../../../platform/gateway';
import type { FindingRow } from '../../../platform/gateway';
import { cutPage, decodeTimeCursor, notFound, pageLimit } from '../../../platform/http';
import type { PageQuery } from '../../../platform/http';
import { numberOf } from '../billing';
import { findOrderOwners, listAllCharges } from './charges.repository';
import { presentTenantCharge } from './payment.presenter';

/** Charges of every tenant, for the service's owner, newest first, a page at a time. */
export async function readAllCharges(
  query: PageQuery & { status?: ChargeStatus },
): Promise<{ rows: TenantChargeDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const rows = await listAllCharges(query.status ?? null, limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(rows.map(presentTenantCharge), limit, (row) => [row.createdAt, row.id]);
}

async function presentFindings(rows: FindingRow[]): Promise<PaymentFindingDto[]> {
  const owners = await findOrderOwners(rows.map(({ orderId }) => orderId));
  return rows.map((row) => {
    const owner = owners.find(({ orderId }) => orderId === row.orderId);
    return {
      ...row,
      tenantName: owner?.tenantName ?? null,
      invoiceNumber: owner ? numberOf(owner) : null,
      foundAt: row.foundAt.toISOString(),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
    };
  });
}

/** Money that a person has to look at, newest first, a page at a time. */
export async function readFindings(
  query: PageQuery & { open?: boolean },
): Promise<{ rows: PaymentFindingDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const found = await listFindings(query.open ?? false, limit + 1, decodeTimeCursor(query.cursor));
  return cutPage(await presentFindings(found), limit, (row) => [row.foundAt, row.id]);
}

/** Notes that a person has dealt with a finding; done again it stays as it was. Throws 404. */
export async function settleFinding(id: string, by: string, note: string): Promise<PaymentFindingDto> {
  const row = await resolveFinding(id, by, note);
  if (!row) throw notFound();
  return (await presentFindings([row]))[0]!;
}
