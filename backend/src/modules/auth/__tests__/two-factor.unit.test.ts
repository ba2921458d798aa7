import { Secret } from 'otpauth';
import {
  RECOVERY_CODES,
  hashRecoveryCode,
  newRecoveryCodes,
  newSecret,
  openSecret,
  otpauthUrl,
  readTotp,
  sealSecret,
  stepOf,
} from '../two-factor.rules';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];
const secret = Secret.fromUTF8('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe('TOTP', () => {
  test.each(VECTORS)('AUTH-03 the code of RFC 6238 at %i is accepted as that step', (seconds, code) => {
    expect(stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test('AUTH-03 one step early or late is accepted, two are not', () => {
    const [seconds, code] = [1111111111, '050471'];
    const step = Math.floor(seconds / 30);
    expect([-30, 30].map((off) => stepOf(secret, code, at(seconds + off)))).toEqual([step, step]);
    expect([-60, 60].map((off) => stepOf(secret, code, at(seconds + off)))).toEqual([null, null]);
  });

  test('AUTH-03 a secret has 160 bits, and the address for the QR code names service and person', () => {
    const fresh = newSecret();
    expect(Secret.fromBase32(fresh).bytes).toHaveLength(20);
    const url = new URL(otpauthUrl(fresh, 'rina@contoh.test'));
    expect([url.protocol, url.searchParams.get('secret'), url.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      fresh,
      'Meja',
    ]);
    expect(decodeURIComponent(url.pathname)).toContain('Meja:rina@contoh.test');
  });
});

describe('what is kept', () => {
  test('AUTH-03 a sealed secret opens for its own account alone and does not show the secret', () => {
    const sealed = sealSecret('a', secret);
    expect(openSecret('a', sealed)).toBe(secret);
    expect(sealed.includes(secret)).toBe(false);
    expect(() => openSecret('b', sealed)).toThrow();
    const spoiled = Buffer.from(sealed);
    spoiled[spoiled.length - 1]! ^= 1;
    expect(() => openSecret('a', spoiled)).toThrow();
    expect(sealSecret('a', secret).equals(sealed)).toBe(false);
  });

  test('AUTH-03 ten recovery codes differ, and are known however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    const [first] = codes;
    const typed = ` ${first!.toUpperCase().replace('-', ' ')} `;
    expect(hashRecoveryCode('a', typed)).toBe(hashRecoveryCode('a', first!));
    expect(hashRecoveryCode('b', first!)).not.toBe(hashRecoveryCode('a', first!));
    expect(codes.map(readTotp)).toEqual(codes.map(() => null));
    expect([readTotp('123 456'), readTotp('123-456'), readTotp('12345')]).toEqual(['123456', '123456', null]);
  });
});
