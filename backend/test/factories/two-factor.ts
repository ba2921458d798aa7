import { Secret, TOTP } from 'otpauth';
import type { RecoveryCodesDto, TwoFactorSetupDto } from '@meja/domain';
import { now } from '../../src/platform/clock';
import type { Caller } from '../setup';

/** The code that an authenticator shows now, or some steps from now. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: now().getTime() + steps * 30_000,
  });

/** Begins a set-up as a person does, with an authenticator of its own. */
export async function beginTwoFactor(api: Caller) {
  const { status, text, body } = await api('POST', '/auth/2fa/setup');
  if (status !== 200) throw new Error(`set-up answered ${status}: ${text}`);
  const { secret, otpauthUrl } = (body as { data: TwoFactorSetupDto }).data;
  return { secret: secret!, otpauthUrl: otpauthUrl!, code: (steps = 0) => codeOf(secret!, steps) };
}

/** Sets it up and enables it; the code of the present step is used by that. */
export async function enableTwoFactor(api: Caller) {
  const begun = await beginTwoFactor(api);
  const { status, text, body } = await api('POST', '/auth/2fa/enable', { code: begun.code() });
  if (status !== 200) throw new Error(`enable answered ${status}: ${text}`);
  return { ...begun, recoveryCodes: (body as { data: RecoveryCodesDto }).data.recoveryCodes! };
}
