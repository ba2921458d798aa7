import { emailForms } from '@meja/domain';
import { now } from '../../platform/clock';
import { currentContext } from '../../platform/context';
import { Problem } from '../../platform/http';
import { ACCOUNT, ADDRESS, ONE, TERMINAL, attemptKey, networkOf, restAfter } from './lockout.rules';
import {
  countFailure,
  forgetFailures,
  isKnown,
  readAttempts,
  rememberDevice,
  takePlace,
} from './sign-in-attempts.repository';

/** What stands between somebody who tries a password and the trying. */
export interface Gate {
  /** Who shares it goes through one at a time. */
  key: string;
  /** Throws `rate_limited` while one has to wait. */
  admit(): Promise<void>;
  /** Counts a failure; returns how many there were. */
  failed(): Promise<number>;
  succeeded(): Promise<void>;
}

function wait(until: Date): Problem {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1000));
  return new Problem('rate_limited', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
}

/** For one who is known already: by the device, or by a session. Nobody else's tries count. */
function ownGate(key: string): Gate {
  return {
    key,
    async admit() {
      const rests = (await readAttempts([key])).get(key)?.locked_until;
      if (rests && rests > now()) throw wait(rests);
    },
    failed: () => countFailure(key, ONE),
    succeeded: () => forgetFailures(key),
  };
}

/**
 * For a device the account has not been seen on. An address rests after its failures at this account, and after those
 * at many; a crowd of addresses waits in turn, unless the account was signed in from there lately.
 */
function strangersGate(account: string, ip: string, isKnownAddress: boolean): Gate {
  const network = networkOf(ip);
  const key = attemptKey('one', account, network);
  const accountKey = attemptKey('account', account);
  const addressKey = attemptKey('address', network);
  const turn = (failures: number) => (isKnownAddress ? 0 : restAfter(failures, ACCOUNT));
  return {
    key,
    async admit() {
      const attempts = await readAttempts([key, accountKey, addressKey]);
      const rests = [attempts.get(key), attempts.get(addressKey)]
        .flatMap((one) => one?.locked_until ?? [])
        .filter((until) => until > now())
        .sort((a, b) => b.getTime() - a.getTime());
      if (rests[0]) throw wait(rests[0]);
      const delay = turn(attempts.get(accountKey)?.failed ?? 0);
      if (attempts.has(key) || delay === 0) return;
      const until = new Date(now().getTime() + delay);
      await takePlace(key, until);
      throw wait(until);
    },
    async failed() {
      const failures = await countFailure(accountKey, ACCOUNT);
      await countFailure(key, ONE, turn(failures));
      await countFailure(addressKey, ADDRESS);
      return failures;
    },
    succeeded: () => forgetFailures(key),
  };
}

const deviceKey = (email: string, device: string): string =>
  attemptKey('device', emailForms(email)[0]!, device);

/** The gate of whoever signs in by an e-mail, which need not have an account; `device` is what their cookie says. */
export async function signInGate(email: string, device: string | null): Promise<Gate> {
  const ip = currentContext()?.ip ?? '';
  const key = device && deviceKey(email, device);
  const known = await isKnown(email, key, ip);
  return key && known.device
    ? ownGate(attemptKey('one', key))
    : strangersGate(emailForms(email)[0]!, ip, known.address);
}

/**
 * The gate of whoever has shown an account's password and is asked for a code. Counted apart from passwords, so that the
 * right password again does not make wrong codes forgotten.
 */
export async function codeGate(email: string, device: string | null): Promise<Gate> {
  const ip = currentContext()?.ip ?? '';
  const key = device && deviceKey(email, device);
  const known = await isKnown(email, key, ip);
  return key && known.device
    ? ownGate(attemptKey('one', key, 'code'))
    : strangersGate(`code:${emailForms(email)[0]!}`, ip, known.address);
}

/** The gate of a session's own person who is asked for a code once more. */
export const sessionCodeGate = (sessionId: string): Gate => ownGate(attemptKey('session', sessionId, 'code'));

/** The gate of a session's own person, who is asked for the password once more. */
export const sessionGate = (sessionId: string): Gate => ownGate(attemptKey('session', sessionId));

/**
 * The gate of whoever shows a PIN: a person at a terminal, and the terminal for all of its people. Elsewhere, and by
 * password, the person goes on as ever.
 */
export function pinGate(tenantId: string, terminalId: string, userId: string): Gate {
  const key = attemptKey('pin', tenantId, terminalId, userId);
  const terminalKey = attemptKey('terminal', tenantId, terminalId);
  return {
    key: terminalKey,
    async admit() {
      const rests = [...(await readAttempts([key, terminalKey])).values()]
        .map(({ locked_until }) => locked_until)
        .filter((until) => until > now())
        .sort((a, b) => b.getTime() - a.getTime());
      if (rests[0]) throw wait(rests[0]);
    },
    async failed() {
      await countFailure(terminalKey, TERMINAL);
      return countFailure(key, ONE);
    },
    succeeded: () => forgetFailures(key),
  };
}

/** The gate of whoever joins by a code: counted for the account, whichever session it tries from. */
export const joinGate = (accountId: string): Gate => ownGate(attemptKey('join', accountId));

/** From now on the account is known on this device. */
export const knowDevice = (email: string, device: string): Promise<void> =>
  rememberDevice(deviceKey(email, device));
