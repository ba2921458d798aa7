import type {
  AddOnDto,
  AddOnVersion,
  ChangeQuote,
  ChangeQuoteDto,
  InvoiceDto,
  PlanDto,
  PlanVersion,
} from '@meja/domain';
import { numberOf } from './billing';
import type { InvoiceRow } from './billing.repository';

export const presentPlan = ({ code, version, name, price, limits, features }: PlanVersion): PlanDto => ({
  id: code,
  version,
  name,
  price,
  limits,
  features: [...features],
});

export const presentAddOn = ({ code, version, name, price, grants }: AddOnVersion): AddOnDto => ({
  id: code,
  version,
  name,
  price,
  grants,
});

export const presentInvoice = (row: InvoiceRow): InvoiceDto => ({
  id: row.id,
  number: numberOf(row),
  kind: row.kind,
  status: row.status,
  lines: row.lines,
  charge: row.charge,
  creditUsed: row.creditUsed,
  total: row.total,
  issuedAt: row.issuedAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  paidAt: row.status === 'PAID' ? row.settledAt!.toISOString() : null,
  reference: row.reference,
});

export const presentQuote = (plan: PlanVersion, quote: ChangeQuote): ChangeQuoteDto => ({
  ...quote,
  plan: presentPlan(plan),
  effectiveAt: quote.effectiveAt?.toISOString() ?? null,
  endsAt: quote.endsAt.toISOString(),
  revertsAt: quote.revertsAt?.toISOString() ?? null,
});
