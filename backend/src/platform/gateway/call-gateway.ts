import CircuitBreaker from 'opossum';
import { config } from '../config';
import { assertNoOpenUnit } from '../db';
import { log } from '../logging';
import { GatewayFailure } from './gateway-failure';
import type { GatewayAccount } from './gateway.types';

export interface GatewayCall {
  method: 'GET' | 'POST';
  url: string;
  body?: object;
  headers?: Record<string, string>;
}

/** A gateway's answer: JSON, whatever its status below 500. */
export interface GatewayAnswer {
  status: number;
  body: unknown;
}

/** More than any answer of a gateway; whatever is longer is not one. */
const MOST_BYTES = 262_144;

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > MOST_BYTES) throw new GatewayFailure('away', 'too_long');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new GatewayFailure('away', 'not_json', { cause });
  }
}

async function send({ apiKey }: GatewayAccount, call: GatewayCall): Promise<GatewayAnswer> {
  const { method, url, body, headers } = call;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(config().gatewayTimeout),
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status < 500 && response.status !== 429)
      return { status: response.status, body: await readJson(response) };
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    const code = (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable';
    throw new GatewayFailure('away', code, { cause: error });
  }
  void response.body?.cancel().catch(() => undefined);
  throw new GatewayFailure('away', `http_${response.status}`);
}

type Breaker = CircuitBreaker<[GatewayAccount, GatewayCall], GatewayAnswer>;
const breakers = new Map<string, Breaker>();

/** Half of the last calls, of at least five in ten seconds, without an answer: then none is tried for a while. */
function breakerOf({ id, gateway, mode }: GatewayAccount): Breaker {
  const known = breakers.get(id);
  if (known) return known;
  const breaker: Breaker = new CircuitBreaker(send, {
    timeout: false,
    volumeThreshold: 5,
    errorThresholdPercentage: 50,
    resetTimeout: config().gatewayRest,
  });
  breaker.on('open', () => log.error('payment gateway left alone: it does not answer', { gateway, mode }));
  breaker.on('close', () => log.info('payment gateway answers again', { gateway, mode }));
  breakers.set(id, breaker);
  return breaker;
}

/** Forgets what is known of gateways' silence (tests, and once settings changed). */
export function resetBreakers(): void {
  for (const breaker of breakers.values()) breaker.shutdown();
  breakers.clear();
}

/**
 * Asks a gateway something, with its time limit and its circuit breaker. Throws {@link GatewayFailure} `away` where no
 * sensible answer came: status 500 and above, 429, no JSON, silence, or the breaker is open.
 */
export async function callGateway(account: GatewayAccount, call: GatewayCall): Promise<GatewayAnswer> {
  assertNoOpenUnit('a call of a payment gateway');
  try {
    return await breakerOf(account).fire(account, call);
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    throw new GatewayFailure('away', 'breaker_open', { cause: error });
  }
}
