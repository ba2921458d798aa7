import type { ChargeDto, TenantChargeDto } from '@meja/domain';
import { numberOf } from '../billing';
import type { ChargeRow, TenantChargeRow } from './charges.repository';

export const presentCharge = (row: ChargeRow): ChargeDto => ({
  id: row.id,
  method: row.method,
  bank: row.bank,
  amount: row.amount,
  status: row.status,
  qr: row.instructions?.qr ?? null,
  accountNumber: row.instructions?.number ?? null,
  pageUrl: row.instructions?.url ?? null,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

export const presentTenantCharge = (row: TenantChargeRow): TenantChargeDto => ({
  id: row.id,
  tenantId: row.tenantId,
  tenantName: row.tenantName,
  invoiceNumber: numberOf(row),
  gateway: row.gateway,
  orderId: row.orderId,
  providerId: row.providerId,
  method: row.method,
  bank: row.bank,
  amount: row.amount,
  status: row.status,
  failure: row.failure,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
});
