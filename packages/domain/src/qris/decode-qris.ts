import type { Money } from '../money';
import { crc16 } from './crc';
import { readFields, valueOf, type QrisField } from './tlv';
import type { QrisAccount, QrisFault, QrisLocalName, QrisReading, QrisReference, QrisTip } from './types';

/** EMVCo's longest code. */
export const QRIS_MAX_LENGTH = 512;
/** What most issuers pay at once, in rupiah (Bank Indonesia, PADG 24/1/2022); some allow more, so it only warns. */
export const QRIS_USUAL_LIMIT = 10_000_000;
/** Who keeps the merchants' national ids. */
export const NATIONAL_DOMAIN = 'ID.CO.QRIS.WWW';

/** Tags of template 62. */
export const REFERENCE_TAGS = {
  billNumber: '01',
  mobileNumber: '02',
  storeLabel: '03',
  loyaltyNumber: '04',
  referenceLabel: '05',
  customerLabel: '06',
  terminalLabel: '07',
  purpose: '08',
} as const satisfies Record<keyof QrisReference, string>;

const fail = (fault: QrisFault): QrisReading => ({ ok: false, fault });

/** `10000`, `10000.` and `10000.00` are ten thousand rupiah; there is no smaller unit to pay. */
function readRupiah(text: string): Money | null {
  if (!/^\d{1,13}(\.0{0,2})?$/.test(text) || text.length > 13) return null;
  return Number.parseInt(text, 10);
}

/** `5`, `5.5`, `10.25`: more than nothing, less than all. */
function readBasisPoints(text: string): number | null {
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(text)) return null;
  return Math.round(Number(text) * 100) || null;
}

function readTip(fields: readonly QrisField[]): QrisTip | null | undefined {
  const kind = valueOf(fields, '55');
  if (kind === '01') return { kind: 'PROMPT' };
  if (kind === '02') {
    const amount = readRupiah(valueOf(fields, '56') ?? '');
    return amount === null ? undefined : { kind: 'FIXED', amount };
  }
  if (kind === '03') {
    const basisPoints = readBasisPoints(valueOf(fields, '57') ?? '');
    return basisPoints === null ? undefined : { kind: 'PERCENT', basisPoints };
  }
  return kind === null ? null : undefined;
}

function readAccounts(fields: readonly QrisField[]): QrisAccount[] {
  return fields.flatMap(({ tag, value }) => {
    if (tag < '26' || tag > '51') return [];
    const entries = readFields(value);
    const domain = entries && valueOf(entries, '00');
    if (!entries || !domain) return [];
    const of = (inner: string): string | null => valueOf(entries, inner);
    return { tag, domain, pan: of('01'), merchantId: of('02'), criterion: of('03') };
  });
}

/** Template 62; an entry of no known name is left out, and a template that can't be read says nothing. */
function readReference(fields: readonly QrisField[]): QrisReference | null {
  const entries = readFields(valueOf(fields, '62') ?? '') ?? [];
  const known = Object.entries(REFERENCE_TAGS).flatMap(([name, tag]) => {
    const value = valueOf(entries, tag);
    return value === null ? [] : [[name, value] as const];
  });
  return known.length > 0 ? Object.fromEntries(known) : null;
}

function readLocalName(fields: readonly QrisField[]): QrisLocalName | null {
  const entries = readFields(valueOf(fields, '64') ?? '') ?? [];
  const [language, name] = [valueOf(entries, '00'), valueOf(entries, '01')];
  return language && name ? { language, name, city: valueOf(entries, '02') } : null;
}

/** The entries of a code whose checksum is right, without it; it ends with the checksum, written in any case. */
function readChecked(text: string): QrisField[] | 'format' | 'checksum' {
  if (text.length > QRIS_MAX_LENGTH || /\p{Cs}/u.test(text) || !text.startsWith('0002')) return 'format';
  const [, body, checksum] = /^(.*6304)([0-9A-Fa-f]{4})$/s.exec(text) ?? [];
  if (body === undefined || checksum === undefined) return readFields(text) ? 'checksum' : 'format';
  if (crc16(body) !== checksum.toUpperCase()) return 'checksum';
  const fields = readFields(text);
  // The last four letters are the checksum only where the entries come out so.
  if (!fields || fields.at(-1)?.tag !== '63') return 'format';
  if (new Set(fields.map(({ tag }) => tag)).size !== fields.length) return 'format';
  return fields.slice(0, -1);
}

/**
 * Reads a QRIS code (EMVCo merchant-presented mode 1.1; Bank Indonesia's tags 26–51), with blanks around it left away.
 * What issuers add or put in another order is kept in `fields`; what would lead money elsewhere is refused with a reason.
 */
export function decodeQris(text: string): QrisReading {
  const fields = readChecked(text.trim());
  if (typeof fields === 'string') return fail(fields);
  const of = (tag: string): string | null => valueOf(fields, tag);
  const isRupiah = of('53') === '360' && of('58')?.toUpperCase() === 'ID';
  const accounts = readAccounts(fields);
  if (of('00') !== '01' || !isRupiah || accounts.length === 0) return fail('not_qris');
  const method = of('01');
  if (method !== null && method !== '11' && method !== '12') return fail('format');
  const written = of('54');
  const amount = written === null ? null : readRupiah(written);
  const tip = readTip(fields);
  if ((written !== null && amount === null) || tip === undefined) return fail('amount');
  const [merchantName, merchantCity] = [of('59')?.trim(), of('60')?.trim()];
  if (!merchantName || !merchantCity) return fail('merchant');
  const national = accounts.find(({ domain }) => domain.toUpperCase() === NATIONAL_DOMAIN);
  return {
    ok: true,
    fields,
    code: {
      isDynamic: method === '12',
      accounts,
      nmid: national?.merchantId ?? null,
      categoryCode: of('52'),
      amount,
      tip,
      merchantName,
      merchantCity,
      postcode: of('61'),
      reference: readReference(fields),
      localName: readLocalName(fields),
    },
  };
}
