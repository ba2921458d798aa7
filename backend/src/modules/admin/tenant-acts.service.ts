import type { GivePlanBody, ImpersonationDto, TenantDetailDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { notFound } from '../../platform/http';
import { endTenantSessions, startImpersonation } from '../auth';
import {
  announceSubscriptionChange,
  givePlan,
  readInvoices,
  readSubscription,
  readUsage,
} from '../subscriptions';
import { findActs, findPeople, saveTenantStatus, tenantExists } from './service.repository';
import { findHealth } from './tenant-health.repository';
import { tenantSummary } from './tenants-list.service';

const LAST_ACTS = 30;
const LAST_INVOICES = 24;

/** One tenant with its subscription, use, people, invoices and the last lines of its log. Throws 404. */
export async function readTenant(tenantId: string): Promise<TenantDetailDto> {
  const summary = await tenantSummary(tenantId);
  const [subscription, usage, people, invoices, acts, health] = await Promise.all([
    readSubscription(tenantId),
    readUsage(tenantId),
    findPeople(tenantId),
    readInvoices(tenantId, { limit: LAST_INVOICES }),
    findActs(tenantId, LAST_ACTS),
    findHealth(tenantId, now()),
  ]);
  return {
    ...summary,
    subscription,
    usage,
    people: people.map(({ last_seen_at, ...person }) => ({
      ...person,
      lastSeenAt: last_seen_at?.toISOString() ?? null,
    })),
    invoices: invoices.rows,
    health: {
      lastSignInAt: health.last_sign_in_at?.toISOString() ?? null,
      devicesOnline: health.devices_online,
      terminals: health.terminals,
      openShifts: health.open_shifts,
      ordersLast7Days: health.orders,
      failedMails: health.failed_mails,
    },
    acts: acts.map(({ id, action, actor_name, occurred_at }) => ({
      id,
      action,
      actorName: actor_name,
      occurredAt: occurred_at.toISOString(),
    })),
  };
}

async function setStatus(tenantId: string, status: 'ACTIVE' | 'SUSPENDED', reason: string): Promise<void> {
  if (!(await tenantExists(tenantId))) throw notFound();
  await withPlatform(async () => {
    if (!(await saveTenantStatus(status))) return;
    if (status === 'SUSPENDED') await endTenantSessions('suspended');
    afterCommit(() => announceSubscriptionChange(tenantId));
    await audit({
      action: status === 'SUSPENDED' ? 'tenant.suspend' : 'tenant.reactivate',
      entity: 'tenant',
      entityId: tenantId,
      after: { reason },
    });
  }, tenantId);
}

/** Closes a tenant to everybody in it, whose sessions end at once; nothing is lost. Again it changes nothing. Throws 404. */
export async function suspendTenant(tenantId: string, reason: string): Promise<TenantDetailDto> {
  await setStatus(tenantId, 'SUSPENDED', reason);
  return readTenant(tenantId);
}

/** Opens a suspended tenant again. Again it changes nothing. Throws 404. */
export async function reactivateTenant(tenantId: string, reason: string): Promise<TenantDetailDto> {
  await setStatus(tenantId, 'ACTIVE', reason);
  return readTenant(tenantId);
}

/** Gives a tenant a plan at once, without an invoice. Throws 404, 422. */
export async function changeTenantPlan(tenantId: string, body: GivePlanBody): Promise<TenantDetailDto> {
  await givePlan(tenantId, body);
  return readTenant(tenantId);
}

/** Looks at a tenant through its owner's eyes for half an hour. Throws 404, 409. */
export function impersonate(actor: Actor, tenantId: string, reason: string): Promise<ImpersonationDto> {
  return startImpersonation(actor, tenantId, reason);
}
