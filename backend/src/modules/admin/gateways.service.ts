import type { GatewayBody, GatewayDto } from '@meja/domain';
import { config } from '../../platform/config';
import type { Actor } from '../../platform/context';
import { deactivateAccounts, listAccounts, saveAccount } from '../../platform/gateway';
import { invalid } from '../../platform/http';

/** The service's accounts at gateways, without their keys, the one in use first. */
export async function readGateways(): Promise<GatewayDto[]> {
  return (await listAccounts()).map(({ gateway, mode, hint, active, updatedAt, updatedBy }) => ({
    gateway,
    mode,
    hint,
    active,
    updatedAt: updatedAt.toISOString(),
    updatedBy,
  }));
}

/** The keys as given; the simulator's are this service's own, and there only where it runs. Throws 422. */
function secretsOf({ gateway, mode, apiKey, callbackToken }: GatewayBody) {
  if (mode === 'SIMULATOR') {
    const simulator = config().gatewaySimulator;
    if (!simulator) throw invalid({ path: 'mode', code: 'not_allowed' });
    return { apiKey: simulator.key, callbackToken: simulator.key };
  }
  if (!apiKey) throw invalid({ path: 'apiKey', code: 'required' });
  if (gateway === 'XENDIT' && !callbackToken) throw invalid({ path: 'callbackToken', code: 'required' });
  // Pasted, with a space or a line break at an end.
  return { apiKey: apiKey.trim(), callbackToken: callbackToken?.trim() ?? null };
}

/** Stores an account's keys and makes new charges with it. Throws 422. */
export async function saveGateway(actor: Actor, body: GatewayBody): Promise<void> {
  await saveAccount({ gateway: body.gateway, mode: body.mode, ...secretsOf(body) }, actor.name);
}

/** Makes no new charges through a gateway. */
export const stopGateways = (actor: Actor): Promise<void> => deactivateAccounts(actor.name);
