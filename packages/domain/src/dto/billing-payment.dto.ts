import type { ChargeBank, ChargeMethod, ChargeStatus } from '../charges';
import type { Money } from '../money';
import type { Id, IsoTime } from './common.dto';
import type { InvoiceDto } from './subscription.dto';

/** A try to pay an invoice through the gateway. Of the three ways to pay it one is filled once the gateway answered. */
export interface ChargeDto {
  id: Id;
  method: ChargeMethod;
  bank: ChargeBank | null;
  amount: Money;
  status: ChargeStatus;
  /** The text of a QRIS code. */
  qr: string | null;
  /** The virtual account to transfer to. */
  accountNumber: string | null;
  /** The gateway's own page. */
  pageUrl: string | null;
  createdAt: IsoTime;
  expiresAt: IsoTime;
}

/** An invoice with the ways in which it can be paid (none: by transfer alone) and the last try. */
export interface InvoicePaymentDto {
  invoice: InvoiceDto;
  methods: ChargeMethod[];
  banks: ChargeBank[];
  charge: ChargeDto | null;
}

export interface PayInvoiceBody {
  method: ChargeMethod;
  /** With a virtual account; BCA unless told. */
  bank?: ChargeBank;
}

export const FINDING_KINDS = [
  'UNKNOWN_ORDER',
  'AMOUNT_DIFFERS',
  'ALREADY_PAID',
  'INVOICE_VOID',
  'REVERSED',
] as const;
/** Why a person has to look at money that came, or went. */
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface PaymentFindingDto {
  id: Id;
  kind: FindingKind;
  gateway: string;
  orderId: string;
  providerId: string;
  /** Rupiah as the gateway told it; may have a fraction. */
  amount: number;
  tenantName: string | null;
  invoiceNumber: string | null;
  foundAt: IsoTime;
  resolvedAt: IsoTime | null;
  resolvedBy: string | null;
  note: string | null;
}

/** A charge as the service's owner sees it. */
export interface TenantChargeDto {
  id: Id;
  tenantId: Id;
  tenantName: string;
  invoiceNumber: string;
  gateway: string;
  orderId: string;
  providerId: string | null;
  method: ChargeMethod;
  bank: ChargeBank | null;
  amount: Money;
  status: ChargeStatus;
  /** Why it failed, a short code. */
  failure: string | null;
  createdAt: IsoTime;
  settledAt: IsoTime | null;
}

export interface GatewayDto {
  gateway: string;
  mode: string;
  /** The last letters of its key. */
  hint: string;
  active: boolean;
  updatedAt: IsoTime;
  updatedBy: string;
}

export interface GatewayBody {
  gateway: 'MIDTRANS' | 'XENDIT';
  mode: 'SIMULATOR' | 'SANDBOX' | 'PRODUCTION';
  /** Left out with the simulator, whose keys are this service's own. */
  apiKey?: string;
  /** Xendit's. */
  callbackToken?: string;
}
