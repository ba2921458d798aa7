import type { AuditArea } from '@meja/domain';
import { getData, listPage, type Page } from '@/shared/api';

/** One line of the log, as `GET /audit-log` answers it. */
export interface AuditRow {
  seq: number;
  id: string;
  action: string;
  actorId: string | null;
  actorName: string;
  ip: string;
  device: string;
  entity: string;
  entityId: string | null;
  outletId: string | null;
  before: unknown;
  after: unknown;
  occurredAt: string;
}

/** Empty: no such filter. `from` and `to` are instants, `to` not included. */
export interface AuditFilter {
  area: AuditArea | '';
  actorId: string;
  from: string;
  to: string;
}

const PAGE = 50;

export function fetchAudit(filter: AuditFilter, cursor: string | null): Promise<Page<AuditRow>> {
  const asked = Object.entries({ ...filter, cursor: cursor ?? '' }).filter(([, value]) => value !== '');
  return listPage('/audit-log', { params: { ...Object.fromEntries(asked), limit: PAGE } });
}

export interface ChainStretch {
  intact: boolean;
  brokenAt: number | null;
  rows: number;
  checkedTo: number;
  checkedUntil: string | null;
  headSeq: number;
}

/** Proves at most `limit` rows of the log after `after`. */
export const proveStretch = (after: number, limit: number, signal: AbortSignal): Promise<ChainStretch> =>
  getData('/audit-log/verify', { params: { after, limit }, signal });
