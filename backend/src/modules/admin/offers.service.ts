import { isSameContent } from '../../lib/same-content';
import type { AddOnBody, HeldPlanDto, OfferedAddOnDto, PlanBody, PlanDto } from '@meja/domain';
import { auditService } from '../../platform/audit';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { withPlatform } from '../../platform/db/platform-door';
import { invalid } from '../../platform/http';
import {
  announcePlansChange,
  findOfferedAddOns,
  findOfferedPlans,
  presentAddOn,
  presentPlan,
} from '../subscriptions';
import { findPlans, insertAddOnVersion, insertPlan, lockVersions } from './service.repository';

/** Every version of every plan with how many hold it, newest first. */
export async function listPlans(): Promise<HeldPlanDto[]> {
  return (await findPlans()).map(({ created_at, created_by, tenants, ...plan }) => ({
    ...presentPlan({ ...plan, price: Number(plan.price) }),
    tenants,
    createdAt: created_at.toISOString(),
    createdBy: created_by,
  }));
}

/**
 * A new version of a plan; who holds an older one keeps it. The same content as the newest answers that one. Throws 422 for
 * a price of the trial, and for a plan without one.
 */
export function addPlanVersion(actor: Actor, body: PlanBody): Promise<PlanDto> {
  const isTrial = body.planId === 'TRIAL';
  if (isTrial !== (body.price === 0)) throw invalid({ path: 'price', code: 'not_allowed' });
  return withPlatform(async () => {
    await lockVersions();
    const latest = (await findOfferedPlans()).find(({ code }) => code === body.planId);
    const { planId: code, ...terms } = body;
    if (latest && isSameContent(terms, presentPlan(latest))) return presentPlan(latest);
    const plan = { ...terms, code, version: (latest?.version ?? 0) + 1 };
    await insertPlan(plan, now(), actor.name);
    await auditService({
      action: 'plan.version',
      entity: 'plan',
      entityId: code,
      before: latest ? presentPlan(latest) : null,
      after: presentPlan(plan),
    });
    afterCommit(announcePlansChange);
    return presentPlan(plan);
  });
}

/** The newest version of each add-on. */
export async function listAddOns(): Promise<OfferedAddOnDto[]> {
  return (await findOfferedAddOns()).map((addOn) => ({ ...presentAddOn(addOn), offered: addOn.offered }));
}

/** A new version of an add-on, or a new add-on; who bought an older one keeps it. The same content answers what is there. */
export function addAddOnVersion(actor: Actor, body: AddOnBody): Promise<OfferedAddOnDto> {
  return withPlatform(async () => {
    await lockVersions();
    const latest = (await findOfferedAddOns()).find(({ code }) => code === body.addOnId);
    const present = (addOn: Parameters<typeof presentAddOn>[0] & { offered: boolean }) => ({
      ...presentAddOn(addOn),
      offered: addOn.offered,
    });
    const { addOnId: code, ...terms } = body;
    if (latest && isSameContent(terms, present(latest))) return present(latest);
    const addOn = { ...terms, code, version: (latest?.version ?? 0) + 1 };
    await insertAddOnVersion(addOn, now(), actor.name);
    await auditService({
      action: 'add_on.version',
      entity: 'add_on',
      entityId: code,
      before: latest ? present(latest) : null,
      after: present(addOn),
    });
    return present(addOn);
  });
}
