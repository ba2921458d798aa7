import { createHash, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { v7 as uuidv7 } from 'uuid';
import { Problem } from '../../http/problem';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, checkToken, createKeyring, signToken } from '../access-token';

const SECRET = 'a secret for these tests that is long enough';
const ring = createKeyring([SECRET]);
const at = new Date('2026-11-21T03:00:00.000Z');
const seconds = Math.floor(at.getTime() / 1000);
const who = { sub: uuidv7(), sid: uuidv7(), tid: uuidv7(), role: 'CASHIER' as const };
const claims = { ...who, iat: seconds, exp: seconds + 900, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE };
const header = { alg: 'HS256' as const, typ: 'at+jwt', kid: ring.current.kid };

const forge = (payload: object, head: object = header, secret = SECRET) =>
  jwt.sign(payload, Buffer.from(secret), { algorithm: 'HS256', header: head as jwt.JwtHeader });

const unsigned = (head: object, payload: object) =>
  [head, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.';

function refusal(token: string, when = at): string {
  try {
    checkToken(ring, token, when);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('access tokens', () => {
  test('AUTH-01 a token says who, for fifteen minutes', () => {
    const token = signToken(ring, who, at, 900_000);
    expect(checkToken(ring, token, at)).toMatchObject({ ...who, iat: seconds, exp: seconds + 900 });
    expect(refusal(token, new Date(at.getTime() + 899_000))).toBe('accepted');
    expect(refusal(token, new Date(at.getTime() + 900_000))).toBe('token_expired');
  });

  test('AUTH-01 a token of the ring’s older key is accepted, one of a key that left is not', () => {
    const older = signToken(createKeyring(['the secret that was used before this one']), who, at, 900_000);
    const both = createKeyring([SECRET, 'the secret that was used before this one']);
    expect(checkToken(both, older, at).sub).toBe(who.sub);
    expect(refusal(older)).toBe('unauthenticated');
  });

  test('AUTH-01 alg none is refused, signed with nothing or with something', () => {
    expect(refusal(unsigned({ ...header, alg: 'none' }, claims))).toBe('unauthenticated');
    const signature = forge(claims).split('.')[2]!;
    expect(refusal(unsigned({ ...header, alg: 'none' }, claims) + signature)).toBe('unauthenticated');
    expect(refusal(unsigned(header, claims))).toBe('unauthenticated');
  });

  test('AUTH-01 another algorithm is refused: RS256, HS512, lower case', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rs = jwt.sign(claims, privateKey, { algorithm: 'RS256', header: { ...header, alg: 'RS256' } });
    const hs512 = jwt.sign(claims, SECRET, { algorithm: 'HS512', header: { ...header, alg: 'HS512' } });
    expect([refusal(rs), refusal(hs512)]).toEqual(['unauthenticated', 'unauthenticated']);
    expect(refusal(unsigned({ ...header, alg: 'hs256' }, claims))).toBe('unauthenticated');
  });

  test.each([
    ['no kid', { alg: 'HS256', typ: 'at+jwt' }],
    ['an unknown kid', { ...header, kid: 'another' }],
    ['a path for a kid', { ...header, kid: '../../dev/null' }],
    ['a kid of the prototype', { ...header, kid: '__proto__' }],
    ['a number for a kid', { ...header, kid: 0 }],
    ['another typ', { ...header, typ: 'JWT' }],
    ['a key address', { ...header, jku: 'https://keys.example/jwks.json' }],
    ['a key of its own', { ...header, jwk: { kty: 'oct', k: 'AAAA' } }],
    ['a certificate address', { ...header, x5u: 'https://keys.example/x5' }],
  ])('AUTH-01 a header with %s is refused', (_, head) => {
    expect(refusal(forge(claims, head))).toBe('unauthenticated');
  });

  test.each([
    ['another audience', { ...claims, aud: 'other' }],
    ['no audience', { ...claims, aud: undefined }],
    ['another issuer', { ...claims, iss: 'other' }],
    ['no session', { ...claims, sid: undefined }],
    ['an unknown role', { ...claims, role: 'OWNER' }],
    ['a tenant that is no id', { ...claims, tid: '*' }],
    ['no tenant named', { ...claims, tid: undefined }],
    ['no end', { ...claims, exp: undefined }],
  ])('AUTH-01 claims with %s are refused', (_, payload) => {
    expect(refusal(forge(JSON.parse(JSON.stringify(payload)) as object))).toBe('unauthenticated');
  });

  test('AUTH-01 another secret, a changed payload and what is no token are refused', () => {
    const kid = createHash('sha256').update(`kid:${SECRET}`).digest('base64url').slice(0, 12);
    expect(kid).toBe(ring.current.kid);
    expect(refusal(forge(claims, header, 'guessed secret of sufficient length ......'))).toBe(
      'unauthenticated',
    );
    const [head, , signature] = forge(claims).split('.');
    const admin = Buffer.from(JSON.stringify({ ...claims, role: 'ADMIN_TENANT' })).toString('base64url');
    expect(refusal(`${head}.${admin}.${signature}`)).toBe('unauthenticated');
    for (const text of ['', '.', '..', 'x', 'null.null.null', '%00', 'e30.e30.', 'a'.repeat(20_000)]) {
      expect(refusal(text)).toBe('unauthenticated');
    }
  });

  test('AUTH-01 a secret under 256 bits is refused', () => {
    expect(() => createKeyring(['short'])).toThrow(/32 bytes/);
    expect(() => createKeyring([])).toThrow();
  });
});
