import type { Money } from '../money';
import { crc16 } from './crc';
import { REFERENCE_TAGS, decodeQris } from './decode-qris';
import { writeFields, type QrisField } from './tlv';
import type { QrisAccount, QrisCode, QrisReference, QrisTip } from './types';

const some = (tag: string, value: string | null | undefined): QrisField[] => (value ? [{ tag, value }] : []);

/** Percent with as few digits as say it: 550 → `5.5`. */
const percent = (basisPoints: number): string => String(basisPoints / 100);

function tipFields(tip: QrisTip | null): QrisField[] {
  if (tip === null) return [];
  if (tip.kind === 'PROMPT') return [{ tag: '55', value: '01' }];
  if (tip.kind === 'FIXED')
    return [
      { tag: '55', value: '02' },
      { tag: '56', value: String(tip.amount) },
    ];
  return [
    { tag: '55', value: '03' },
    { tag: '57', value: percent(tip.basisPoints) },
  ];
}

const accountField = ({ tag, domain, pan, merchantId, criterion }: QrisAccount): QrisField => ({
  tag,
  value: writeFields([
    { tag: '00', value: domain },
    ...some('01', pan),
    ...some('02', merchantId),
    ...some('03', criterion),
  ]),
});

function referenceFields(reference: QrisReference | null): QrisField[] {
  const inner = Object.entries(REFERENCE_TAGS).flatMap(([name, tag]) =>
    some(tag, reference?.[name as keyof QrisReference]),
  );
  return inner.length > 0 ? [{ tag: '62', value: writeFields(inner) }] : [];
}

/** Entries as a code, closed by its checksum. */
function seal(fields: readonly QrisField[]): string {
  const body = `${writeFields(fields)}6304`;
  return body + crc16(body);
}

/**
 * The code that says this, its entries in the order of their tags; `nmid` is written as the accounts have it. Throws a
 * RangeError where something does not fit into it.
 */
export function encodeQris(code: QrisCode): string {
  const local = code.localName;
  return seal([
    { tag: '00', value: '01' },
    { tag: '01', value: code.isDynamic ? '12' : '11' },
    ...code.accounts.map(accountField),
    ...some('52', code.categoryCode),
    { tag: '53', value: '360' },
    ...some('54', code.amount === null ? null : String(code.amount)),
    ...tipFields(code.tip),
    { tag: '58', value: 'ID' },
    { tag: '59', value: code.merchantName },
    { tag: '60', value: code.merchantCity },
    ...some('61', code.postcode),
    ...referenceFields(code.reference),
    ...some(
      '64',
      local &&
        writeFields([
          { tag: '00', value: local.language },
          { tag: '01', value: local.name },
          ...some('02', local.city),
        ]),
    ),
  ]);
}

/** Set anew for the payment: how it is meant, its amount, and what would be paid on top. */
const OF_THE_PAYMENT = new Set(['01', '54', '55', '56', '57']);

/**
 * The code of one payment made of a merchant's own code: everything the issuer wrote stays as and where it was, the
 * amount stands after the currency, and the checksum is new. What the printed code asks on top (tip, fee) is left away,
 * so that exactly the till's amount is paid. null where the text is no code, or the amount not one to pay.
 */
export function qrisForAmount(text: string, amount: Money): string | null {
  const reading = decodeQris(text);
  if (!reading.ok || !Number.isSafeInteger(amount) || amount < 1 || String(amount).length > 13) return null;
  return seal(
    reading.fields
      .filter(({ tag }) => !OF_THE_PAYMENT.has(tag))
      .flatMap((field) => {
        if (field.tag === '00') return [field, { tag: '01', value: '12' }];
        if (field.tag === '53') return [field, { tag: '54', value: String(amount) }];
        return [field];
      }),
  );
}
