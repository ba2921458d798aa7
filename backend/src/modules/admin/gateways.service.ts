import type { GatewayBody, GatewayDto } from '@meja/domain';
import { auditService } from '../../platform/audit';
import { config } from '../../platform/config';
import type { Actor } from '../../platform/context';
import { withPlatform } from '../../platform/db/platform-door';
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

/** What the service's log may hold of the account in use: which it is, never a letter of a key. */
async function readInUse(): Promise<Pick<GatewayDto, 'gateway' | 'mode'> | null> {
  const [first] = await listAccounts();
  return first?.active ? { gateway: first.gateway, mode: first.mode } : null;
}

/**
 * Stores an account's keys and makes new charges with it. The service's log says so, and whether the keys are new; the
 * same keys again change nothing. Throws 422.
 */
export async function saveGateway(actor: Actor, body: GatewayBody): Promise<void> {
  const { gateway, mode } = body;
  const secrets = secretsOf(body);
  await withPlatform(async () => {
    const before = await readInUse();
    const { isInUse, hasNewKeys } = await saveAccount({ gateway, mode, ...secrets }, actor.name);
    if (isInUse && !hasNewKeys) return;
    const after = { gateway, mode, newKeys: hasNewKeys };
    await auditService({ action: 'gateway.save', entity: 'gateway', entityId: gateway, before, after });
  });
}

/** Makes no new charges through a gateway; where none is in use nothing changes. */
export async function stopGateways(actor: Actor): Promise<void> {
  await withPlatform(async () => {
    const before = await readInUse();
    if (!(await deactivateAccounts(actor.name))) return;
    await auditService({
      action: 'gateway.stop',
      entity: 'gateway',
      entityId: before?.gateway ?? null,
      before,
    });
  });
}
