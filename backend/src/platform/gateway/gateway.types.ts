import type { ChargeBank, ChargeMethod, ChargeStatus } from '@meja/domain';

export const GATEWAY_NAMES = ['MIDTRANS', 'XENDIT'] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** Where an account is: the stand-in of the demo, the gateway's own place for tries, real money. */
export const GATEWAY_MODES = ['SIMULATOR', 'SANDBOX', 'PRODUCTION'] as const;
export type GatewayMode = (typeof GATEWAY_MODES)[number];

/** An account at a gateway as it is used, its secrets open: never logged, never sent anywhere but there. */
export interface GatewayAccount {
  id: string;
  gateway: GatewayName;
  mode: GatewayMode;
  /** Midtrans: server key. Xendit: secret key. */
  apiKey: string;
  /** Xendit: what it puts into `x-callback-token`. */
  callbackToken: string | null;
}

/** What is to be paid, by whom, until when. Rupiah. */
export interface ChargeRequest {
  /** Ours, once for good: letters, digits, `-`, at most 50. */
  orderId: string;
  amount: number;
  method: ChargeMethod;
  /** With a virtual account. */
  bank: ChargeBank | null;
  /** What the payer reads: an invoice's number, never a name. */
  description: string;
  now: Date;
  expiresAt: Date;
  /** Where the gateway's own page leads back to. */
  returnUrl: string;
  /** Where the gateway tells what became of it, where a request may say so. */
  noticeUrl: string;
}

/** How it is paid: one of the three. */
export interface Instructions {
  /** The QRIS text that a code is drawn of. */
  qr?: string;
  /** A virtual account's number. */
  number?: string;
  /** The gateway's own page. */
  url?: string;
}

export interface MadeCharge {
  providerId: string;
  instructions: Instructions;
}

/** By what a charge is known there. */
export interface ChargeRef {
  orderId: string;
  /** Null where the gateway's answer never arrived. */
  providerId: string | null;
  method: ChargeMethod;
}

/** Where a charge stands at the gateway. */
export interface ChargeReport {
  providerId: string;
  status: Exclude<ChargeStatus, 'CREATING'>;
  /** What was, or is to be, paid; rupiah, as told: it may have a fraction. */
  amount: number;
}

/** A gateway's message in one shape; its signature was checked. */
export interface GatewayNotice extends ChargeReport {
  orderId: string;
}

export type NoticeHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A payment gateway. Everything but `readNotice` calls it and throws {@link GatewayFailure}; none of it belongs into a
 * transaction.
 */
export interface Gateway {
  createCharge(request: ChargeRequest): Promise<MadeCharge>;
  /** Null where the gateway knows of none. */
  readCharge(ref: ChargeRef): Promise<ChargeReport | null>;
  /** Nobody can pay it afterwards. One that has ended already, or was paid, is left as it is: read it again. */
  cancelCharge(ref: ChargeRef): Promise<void>;
  /** Gives money back; the same `refundId` again does nothing. */
  refundCharge(ref: ChargeRef, refund: { refundId: string; amount: number; reason: string }): Promise<void>;
  /** Checks a message and reads it: `forged` where this account's gateway did not send it, null: it is of no payment. */
  readNotice(message: unknown, headers: NoticeHeaders): GatewayNotice | 'forged' | null;
}
