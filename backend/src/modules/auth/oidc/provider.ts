import * as oidc from 'openid-client';
import type { OidcReturnBody } from '@meja/domain';
import { config } from '../../../platform/config';
import type { OidcConfig } from '../../../platform/config';
import { Problem, notFound } from '../../../platform/http';
import { log } from '../../../platform/logging';
import type { Proofs } from './flow.rules';

const TIMEOUT_SECONDS = 5;
/** Longer than anybody takes to sign in, short enough for a provider that moves. Keys are kept by the library. */
const DISCOVERY_MS = 60 * 60_000;
/** What nobody can answer for but the provider, or the network to it. */
const AWAY = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]);

/** Who somebody is at the provider. */
export interface Proved {
  issuer: string;
  subject: string;
  email: string | null;
}

let found: { of: OidcConfig; at: number; configuration: Promise<oidc.Configuration> } | null = null;

/** What this service is told of its provider. Throws 404 where sign-in by one is off. */
export function provider(): OidcConfig {
  const settings = config().oidc;
  if (!settings) throw notFound();
  return settings;
}

/** Registered at the provider as the address to come back to. */
const returnAddress = (): string => `${config().publicUrl}/oidc`;

const problem = (code: 'oidc_unavailable' | 'oidc_refused', cause?: unknown): Problem =>
  new Problem(code, { params: { provider: provider().name }, cause });

/** Throws what a failure at the provider means for the person: it is away, or what came back proves nothing. */
function explain(error: unknown): never {
  const { code, status, name } = error as { code?: string; status?: number; name?: string };
  const isAway =
    AWAY.has(code ?? '') ||
    (status !== undefined && status >= 500) ||
    // Not told from a wrong client: ours is to be mended either way, and the password works.
    status === 401 ||
    // No word of the protocol at all: the network's.
    code === undefined;
  log.warn('sign-in by a provider failed', { code: code ?? name, status, isAway });
  throw problem(isAway ? 'oidc_unavailable' : 'oidc_refused', error);
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<oidc.Configuration> {
  const execute = [
    // The answer's way is trusted; its signature is looked at all the same.
    oidc.enableNonRepudiationChecks,
    ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
  ];
  const asked = await oidc.discovery(new URL(issuer), clientId, clientSecret, oidc.None(), {
    timeout: TIMEOUT_SECONDS,
    execute,
  });
  const server = asked.serverMetadata();
  // Named by none, it is the header (OpenID Connect Discovery 1.0, 3).
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const authentication = methods.includes('client_secret_post')
    ? oidc.ClientSecretPost(clientSecret)
    : oidc.ClientSecretBasic(clientSecret);
  const configuration = new oidc.Configuration(server, clientId, clientSecret, authentication);
  configuration.timeout = TIMEOUT_SECONDS;
  for (const extend of execute) extend(configuration);
  return configuration;
}

/** The provider as it describes itself, asked once an hour; one that did not answer is asked again. */
async function configured(): Promise<oidc.Configuration> {
  const of = provider();
  const isFresh = found && found.of === of && performance.now() - found.at < DISCOVERY_MS;
  if (!found || !isFresh) {
    const mine = { of, at: performance.now(), configuration: discover(of) };
    found = mine;
    mine.configuration.catch(() => {
      if (found === mine) found = null;
    });
  }
  return found.configuration.catch(explain);
}

/** The address at the provider that a browser goes to. Throws `oidc_unavailable`. */
export async function addressToAsk({ state, nonce, verifier }: Proofs): Promise<string> {
  const configuration = await configured();
  const parameters = {
    redirect_uri: returnAddress(),
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  return oidc.buildAuthorizationUrl(configuration, parameters).href;
}

/**
 * Exchanges what a browser came back with for whom it proves, checking state, nonce, verifier, issuer, audience, time and
 * signature. Throws `oidc_refused` where any does not fit, `oidc_unavailable`.
 */
export async function exchange(back: OidcReturnBody, proofs: Proofs): Promise<Proved> {
  const configuration = await configured();
  const address = new URL(returnAddress());
  for (const [name, value] of Object.entries(back)) address.searchParams.set(name, value as string);
  const tokens = await oidc
    .authorizationCodeGrant(configuration, address, {
      expectedState: proofs.state,
      expectedNonce: proofs.nonce,
      pkceCodeVerifier: proofs.verifier,
      idTokenExpected: true,
    })
    .catch(explain);
  const claims = tokens.claims();
  if (!claims || claims.sub.length > 255) throw problem('oidc_refused');
  const email = typeof claims.email === 'string' && claims.email.length <= 320 ? claims.email : null;
  return { issuer: provider().issuer, subject: claims.sub, email };
}

/** Refuses what fits no flow of this browser. */
export const refuse = (): never => {
  throw problem('oidc_refused');
};
