import { createHash, createHmac, randomBytes } from 'node:crypto';
import { serviceKey } from '../../../platform/config/service-key';

/** As long as somebody may take at the provider's pages. */
export const FLOW_MS = 10 * 60_000;

/** What a browser goes to the provider for; the page it comes back to reads it from the state. */
export type Purpose = 'in' | 'link';

/** 256 random bits, in the browser's cookie alone. */
export const newFlowToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. */
export const hashFlowToken = (token: string): string =>
  createHash('sha256').update(`meja oidc:${token}`).digest('hex');

/** What the provider is asked with and must answer by. */
export interface Proofs {
  state: string;
  nonce: string;
  verifier: string;
}

/**
 * State, nonce and PKCE verifier (RFC 7636) of a flow, all made of what its browser alone holds: nothing of them is stored,
 * and what another browser comes back with fits none of them. Pure, but for the service's key.
 */
export function proofsOf(token: string, purpose: Purpose): Proofs {
  const derive = (what: string) =>
    createHmac('sha256', serviceKey('meja oidc 1')).update(`${purpose}:${what}:${token}`).digest('base64url');
  return { state: `${purpose}.${derive('state')}`, nonce: derive('nonce'), verifier: derive('verifier') };
}
