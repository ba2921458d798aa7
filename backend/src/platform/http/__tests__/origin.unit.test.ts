import type { IncomingMessage } from 'node:http';
import { cameEncrypted } from '../origin';

const handshake = (proto?: string, encrypted = false) =>
  ({
    socket: { remoteAddress: '10.0.0.1', ...(encrypted && { encrypted }) },
    headers: proto === undefined ? {} : { 'x-forwarded-proto': proto },
  }) as unknown as IncomingMessage;
const nobody = () => false;
const proxy = (address: string) => address === '10.0.0.1';

test('F-49 a socket came encrypted by its own connection, or by the word of a proxy that is trusted', () => {
  expect(cameEncrypted(handshake(undefined, true), nobody)).toBe(true);
  expect(cameEncrypted(handshake('https'), proxy)).toBe(true);
  expect(cameEncrypted(handshake('https, http'), proxy)).toBe(true);
  expect(cameEncrypted(handshake('https'), nobody)).toBe(false);
  expect(cameEncrypted(handshake('http'), proxy)).toBe(false);
  expect(cameEncrypted(handshake(), proxy)).toBe(false);
});
