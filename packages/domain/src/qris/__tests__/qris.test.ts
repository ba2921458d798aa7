import fc from 'fast-check';
import jsQR from 'jsqr';
import { parse } from 'promptparse';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { crc16, decodeQris, encodeQris, QRIS_MAX_LENGTH, qrisForAmount, type QrisCode } from '..';

/** Not payable, with a right checksum that begins with a zero. */
const STATIC =
  '00020101021126590013ID.CONTOH.WWW011893600999000000001202090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581253033605802ID5912KEDAI CONTOH6007JAKARTA61051011063040856';
const DYNAMIC =
  '00020101021226590013ID.CONTOH.WWW011893600999000000001202090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581253033605405555005802ID5912KEDAI CONTOH6007JAKARTA61051011062180107INV-0010703K0163048917';

const sealed = (body: string): string => `${body}6304${crc16(`${body}6304`)}`;
/** A code with something else in the place of a part of it, its checksum made anew. */
const with_ = (part: string, other: string): string => sealed(STATIC.slice(0, -8).replace(part, other));
const read = (text: string): QrisCode => {
  const reading = decodeQris(text);
  if (!reading.ok) throw new Error(reading.fault);
  return reading.code;
};
const faultOf = (text: string): string | null => {
  const reading = decodeQris(text);
  return reading.ok ? null : reading.fault;
};

test('PAY-02 the checksum is CRC-16/CCITT-FALSE over UTF-8, with its leading zeros', () => {
  expect(crc16('123456789')).toBe('29B1');
  expect(crc16('')).toBe('FFFF');
  expect(crc16(STATIC.slice(0, -4))).toBe('0856');
  // EMVCo's own example, with a name in Chinese.
  const emv =
    '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304';
  expect(crc16(emv)).toBe('A13A');
  expect(faultOf(`${emv}A13A`)).toBe('not_qris');
});

test('PAY-02 BEY-04 a printed code says who is paid', () => {
  expect(read(STATIC)).toEqual({
    isDynamic: false,
    accounts: [
      {
        tag: '26',
        domain: 'ID.CONTOH.WWW',
        pan: '936009990000000012',
        merchantId: '000000001',
        criterion: 'UMI',
      },
      { tag: '51', domain: 'ID.CO.QRIS.WWW', pan: null, merchantId: 'ID1020000000001', criterion: 'UMI' },
    ],
    nmid: 'ID1020000000001',
    categoryCode: '5812',
    amount: null,
    tip: null,
    merchantName: 'KEDAI CONTOH',
    merchantCity: 'JAKARTA',
    postcode: '10110',
    reference: null,
    localName: null,
  } satisfies QrisCode);
  expect(read(DYNAMIC)).toMatchObject({
    isDynamic: true,
    amount: 55_500,
    reference: { billNumber: 'INV-001', terminalLabel: 'K01' },
  });
});

test('PAY-02 what odd issuers write is read: lower-case checksum, unknown and moved entries, long names, blanks around', () => {
  const lower = with_('7JAKARTA', '6SERANG');
  expect(lower).toMatch(/[A-F]\w{0,3}$/);
  expect(read(lower.slice(0, -4) + lower.slice(-4).toLowerCase()).merchantCity).toBe('SERANG');
  expect(read(` \n${STATIC}\r\n`).nmid).toBe('ID1020000000001');
  const name = 'WARUNG MAKAN SEDERHANA IBU SRI MULYANI CABANG';
  expect(read(with_('12KEDAI CONTOH', `${name.length}${name}`)).merchantName).toBe(name);
  const moved = with_('5802ID5912KEDAI CONTOH', '5912KEDAI CONTOH8003ABC5802ID9900');
  expect(read(moved).merchantName).toBe('KEDAI CONTOH');
  expect(qrisForAmount(moved, 1_000)).toContain('5912KEDAI CONTOH8003ABC5802ID9900');
  expect(read(with_('010211', '')).isDynamic).toBe(false);
});

test.each([
  ['10000', 10_000],
  ['100003.00', 100_003],
  ['10000.', 10_000],
  ['0', 0],
])('PAY-02 an amount of %s is %i rupiah', (written, amount) => {
  const entry = `54${String(written.length).padStart(2, '0')}${written}`;
  expect(read(with_('5802ID', `${entry}5802ID`)).amount).toBe(amount);
});

test.each([
  ['5502015802ID', { kind: 'PROMPT' }],
  ['550202560420005802ID', { kind: 'FIXED', amount: 2_000 }],
  ['55020357035.55802ID', { kind: 'PERCENT', basisPoints: 550 }],
])('PAY-02 a tip is asked for, fixed or a share: %s', (written, tip) => {
  expect(read(with_('5802ID', written)).tip).toEqual(tip);
});

test.each([
  ['an amount with cents', '5802ID', '540510.505802ID', 'amount'],
  ['an amount in words', '5802ID', '5403Rp15802ID', 'amount'],
  ['a fixed tip without its amount', '5802ID', '5502025802ID', 'amount'],
  ['a share of nothing', '5802ID', '550203570105802ID', 'amount'],
  ['an unknown kind of tip', '5802ID', '5502095802ID', 'amount'],
  ['another currency', '5303360', '5303840', 'not_qris'],
  ['another country', '5802ID', '5802MY', 'not_qris'],
  ['two amounts', '5802ID', '54011540125802ID', 'format'],
  ['another version', '000201', '000202', 'not_qris'],
  ['nobody to pay', '5912KEDAI CONTOH', '', 'merchant'],
  ['no city', '6007JAKARTA', '', 'merchant'],
  ['another point of initiation', '010211', '010213', 'format'],
])('PAY-02 %s is refused with a reason', (_, part, other, fault) => {
  expect(faultOf(with_(part, other))).toBe(fault);
});

test('PAY-02 a code without an account to pay into is refused', () => {
  expect(faultOf(encodeQris({ ...read(STATIC), accounts: [] }))).toBe('not_qris');
});

test('PAY-02 what is no whole code is refused: other texts, cut off, without or with another checksum, too long', () => {
  for (const text of ['', 'https://example.com', '0002', STATIC.slice(0, 60), '\ud800'.repeat(9)])
    expect(faultOf(text)).toBe('format');
  expect(faultOf(STATIC.slice(0, -8))).toBe('checksum');
  expect(faultOf(`${STATIC}0102AB`)).not.toBeNull();
  expect(faultOf(STATIC.replace('0856', '0857'))).toBe('checksum');
  expect(faultOf(sealed('000201'.padEnd(QRIS_MAX_LENGTH, '8001A')))).toBe('format');
});

test('PAY-02 BEY-04 a code with one sign changed is refused', () => {
  fc.assert(
    fc.property(fc.nat(STATIC.length - 1), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const sign = STATIC[at]!;
      const other = /\d/.test(sign) ? String((Number(sign) + by) % 10) : String(by);
      expect(faultOf(STATIC.slice(0, at) + other + STATIC.slice(at + 1))).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});

const text = (max: number, min = 1): fc.Arbitrary<string> =>
  fc
    .string({ minLength: min, maxLength: max, unit: fc.constantFrom(...'ABCdef 0123456789.-&/') })
    .filter((value) => value.trim() === value && [...value].length >= min);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const account = (tag: string): fc.Arbitrary<QrisCode['accounts'][number]> =>
  fc.record({
    tag: fc.constant(tag),
    domain: fc.constantFrom('ID.CONTOH.WWW', 'COM.LAIN.WWW'),
    pan: maybe(text(19)),
    merchantId: maybe(text(15)),
    criterion: maybe(fc.constantFrom('UMI', 'UKE', 'UME', 'UBE', 'URE')),
  });
const code: fc.Arbitrary<QrisCode> = fc
  .record({
    isDynamic: fc.boolean(),
    accounts: fc.tuple(account('26'), account('45')),
    nmid: fc.stringMatching(/^ID\d{13}$/),
    categoryCode: maybe(fc.stringMatching(/^\d{4}$/)),
    amount: maybe(fc.integer({ min: 0, max: 9_999_999_999_999 })),
    tip: maybe(
      fc.oneof(
        fc.constant({ kind: 'PROMPT' as const }),
        fc.record({ kind: fc.constant('FIXED' as const), amount: fc.nat(1_000_000) }),
        fc.record({ kind: fc.constant('PERCENT' as const), basisPoints: fc.integer({ min: 1, max: 9_999 }) }),
      ),
    ),
    merchantName: text(44),
    merchantCity: text(15),
    postcode: maybe(fc.stringMatching(/^\d{5}$/)),
    reference: maybe(
      fc.record({ billNumber: text(25), terminalLabel: text(25) }, { requiredKeys: ['billNumber'] }),
    ),
    localName: maybe(
      fc.record({
        language: fc.constant('ZH'),
        name: fc.constantFrom('最佳', '运输'),
        city: maybe(fc.constant('北京')),
      }),
    ),
  })
  .map((one) => ({
    ...one,
    accounts: [
      ...one.accounts,
      { tag: '51', domain: 'ID.CO.QRIS.WWW', pan: null, merchantId: one.nmid, criterion: null },
    ],
  }));

test('PAY-02 what is written is read again, here and by another reader', () => {
  fc.assert(
    fc.property(code, (one) => {
      const written = encodeQris(one);
      expect(read(written)).toEqual(one);
      // Of other scripts the other reader makes another checksum; EMVCo's example above holds ours.
      const other = parse(encodeQris({ ...one, localName: null }), true);
      expect(other?.getTagValue('59')).toBe(one.merchantName);
      expect(other?.getTagValue('51', '02')).toBe(one.nmid);
      expect(other?.getTagValue('54') ?? null).toBe(one.amount === null ? null : String(one.amount));
    }),
    { numRuns: 200 },
  );
});

test('PAY-02 what does not fit into a code is not written', () => {
  expect(() => encodeQris({ ...read(STATIC), merchantName: 'A'.repeat(100) })).toThrow(RangeError);
});

test('BEY-04 a printed code becomes the code of one payment: its amount is set, the rest stays as it was', () => {
  const paid = qrisForAmount(STATIC, 55_500)!;
  expect(paid).toBe(sealed(DYNAMIC.slice(0, -8).replace('62180107INV-0010703K01', '')));
  expect(read(paid)).toEqual({ ...read(STATIC), isDynamic: true, amount: 55_500 });
  expect(parse(paid, true)?.getTagValue('54')).toBe('55500');
  // A code made of a code is as if made of the first.
  expect(qrisForAmount(paid, 1)).toBe(qrisForAmount(STATIC, 1));
  expect(qrisForAmount(with_('010211', ''), 1)).toBe(qrisForAmount(STATIC, 1));
});

test('BEY-04 what the printed code asks on top is left away: the till’s amount is what is paid', () => {
  for (const extra of ['550201', '55020256042000', '55020357035.5'])
    expect(qrisForAmount(with_('5802ID', `${extra}5802ID`), 9_000)).toBe(qrisForAmount(STATIC, 9_000));
});

test('BEY-04 nothing is made of an amount that can’t be paid, or of no code', () => {
  for (const amount of [0, -1, 1.5, Number.NaN, 10_000_000_000_000])
    expect(qrisForAmount(STATIC, amount)).toBeNull();
  expect(qrisForAmount(STATIC.replace('KEDAI', 'KADAI'), 1_000)).toBeNull();
});

/** A code as a camera sees it: four points for a module, black on white. */
function picture(written: string): { data: Uint8ClampedArray; side: number } {
  const { data: modules, size } = encode(written, { ecc: 'M', border: 4 });
  const side = size * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    if (modules[Math.floor(at / side / 4)]![Math.floor((at % side) / 4)]) data.fill(0, at * 4, at * 4 + 3);
  }
  return { data, side };
}

test('PAY-02 BEY-04 the picture of a code says the same to a reader of pictures', () => {
  const paid = qrisForAmount(STATIC, 103_950)!;
  const { data, side } = picture(paid);
  const seen = jsQR(data, side, side);
  expect(seen?.data).toBe(paid);
  expect(read(seen!.data).amount).toBe(103_950);
});
