import { createHash, randomBytes } from 'node:crypto';
import type { TwoFactorChallengeDto } from '@meja/domain';
import { now } from '../../platform/clock';
import { insertChallenge } from './two-factor.repository';
import { CHALLENGE_MS } from './two-factor.rules';

/** What is stored of a challenge's token, 256 bits. */
export const hashChallenge = (token: string): string =>
  createHash('sha256').update(`meja challenge:${token}`).digest('hex');

/** Asks an account that has shown its password for a code. */
export async function askForCode(accountId: string): Promise<TwoFactorChallengeDto> {
  const challengeToken = randomBytes(32).toString('base64url');
  await insertChallenge(hashChallenge(challengeToken), accountId, new Date(now().getTime() + CHALLENGE_MS));
  return { twoFactorRequired: true, challengeToken };
}
