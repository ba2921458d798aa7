import type { Money } from '../money';
import type { QrisField } from './tlv';

/** An acquirer's account that takes the money, under one of the tags 26–51. */
export interface QrisAccount {
  tag: string;
  /** Who it is with, as a reversed domain: `ID.DANA.WWW`. */
  domain: string;
  /** The merchant's PAN; QRIS's own begin with 9360. */
  pan: string | null;
  merchantId: string | null;
  /** Bank Indonesia's class of merchant: UMI, UKE, UME, UBE, URE. */
  criterion: string | null;
}

/** What is paid on top: asked of whoever pays, a fixed amount, or a share of the amount in basis points. */
export type QrisTip =
  { kind: 'PROMPT' } | { kind: 'FIXED'; amount: Money } | { kind: 'PERCENT'; basisPoints: number };

/** What a code says of the payment beside its amount (tag 62); left out: not said. */
export interface QrisReference {
  billNumber?: string;
  mobileNumber?: string;
  storeLabel?: string;
  loyaltyNumber?: string;
  referenceLabel?: string;
  customerLabel?: string;
  terminalLabel?: string;
  purpose?: string;
}

/** The merchant in another language (tag 64). */
export interface QrisLocalName {
  language: string;
  name: string;
  city: string | null;
}

/** What a QRIS code says. */
export interface QrisCode {
  /** One that is used again and again, printed; or made for one payment. */
  isDynamic: boolean;
  accounts: QrisAccount[];
  /** The merchant's national id, `ID` and 13 digits; null where the issuer left it out. */
  nmid: string | null;
  /** ISO 18245. */
  categoryCode: string | null;
  /** Whole rupiah; null where whoever pays enters it. */
  amount: Money | null;
  tip: QrisTip | null;
  merchantName: string;
  merchantCity: string;
  postcode: string | null;
  reference: QrisReference | null;
  localName: QrisLocalName | null;
}

/**
 * Why a text is no code that can be paid: `format`, it isn't made of whole entries or one stands twice; `checksum`, it was
 * damaged or changed; `not_qris`, another kind of code, another country or currency; `amount`, its amount or tip can't be
 * paid in rupiah; `merchant`, it doesn't say who is paid.
 */
export const QRIS_FAULTS = ['format', 'checksum', 'not_qris', 'amount', 'merchant'] as const;
export type QrisFault = (typeof QRIS_FAULTS)[number];

export type QrisReading = { ok: true; code: QrisCode; fields: QrisField[] } | { ok: false; fault: QrisFault };
