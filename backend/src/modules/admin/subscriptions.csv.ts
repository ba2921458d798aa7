import { stringify } from 'csv-stringify/sync';
import type { TenantSubscriptionDto } from '@meja/domain';
import { inertCell } from '../../lib/inert-cell';

const HEAD = [
  'tenantId',
  'name',
  'plan',
  'version',
  'status',
  'endsAt',
  'monthly',
  'nextPlan',
  'nextAt',
  'overdueInvoice',
  'overdueSince',
];

/** Subscriptions for a spreadsheet: UTF-8 with a mark that Excel recognises; no name is taken for a formula. */
export function subscriptionsCsv(rows: readonly TenantSubscriptionDto[]): string {
  const lines = rows.map((row) => [
    row.tenantId,
    inertCell(row.tenantName),
    row.plan,
    row.planVersion,
    row.status,
    row.endsAt,
    row.monthly,
    row.next?.plan ?? '',
    row.next?.at ?? '',
    row.overdue?.number ?? '',
    row.overdue?.since ?? '',
  ]);
  return stringify([HEAD, ...lines], { bom: true, record_delimiter: '\r\n' });
}
