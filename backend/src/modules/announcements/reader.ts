import type { PlanCode } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { subscriptionOf } from '../subscriptions';
import type { AccountReader } from './announcement-memory';

/** An actor as somebody who reads announcements, with the plan of their business. */
export function asReader({ tenantId, role, accountId }: Actor, plan: PlanCode | undefined): AccountReader {
  return tenantId === null || plan === undefined ? null : { tenantId, role, accountId, plan };
}

/** The same, the plan asked for. */
export async function readerOf(actor: Actor): Promise<AccountReader> {
  return actor.tenantId === null ? null : asReader(actor, (await subscriptionOf(actor.tenantId)).plan);
}
