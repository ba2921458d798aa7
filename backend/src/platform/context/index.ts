import { AsyncLocalStorage } from 'node:async_hooks';
import type { Permission, Role } from '@meja/domain';

/** Who is asking, from the access token. A super admin has no tenant, nor has who works nowhere at present. */
export interface Actor {
  /** Who they are within the tenant; without a tenant, the account. */
  userId: string;
  /** The account that signed in, whatever the tenant; no tenant ever sees it. */
  accountId: string;
  sessionId: string;
  tenantId: string | null;
  /** null for somebody who works nowhere at present. */
  role: Role | null;
  name: string;
  /** Empty means every outlet of the tenant. */
  outletIds: readonly string[];
  permissions: ReadonlySet<Permission>;
  /** The service's owner, where they look at a business through this person's eyes (SAAS-07). */
  impersonator?: { accountId: string; name: string; endsAt: Date };
  /** Signed in with a generated password: may do nothing but change it. */
  mustChangePassword: boolean;
  /** Their business asks for a second factor: may do nothing but set it up. */
  mustSetUpTwoFactor?: boolean;
  /** Signed in by a PIN at this terminal, and so in its outlet alone. */
  terminalId?: string | null;
  /** Another program, by this key, in the place of whoever made it. */
  apiKeyId?: string;
}

/** What is known of the work at hand, from the request to the job it causes. */
export interface RequestContext {
  requestId: string;
  locale: 'id' | 'en';
  ip: string;
  userAgent: string;
  actor: Actor | null;
  route: string | null;
  /** The outlets that its actor was found to work in on the way, by {@link mayUseOutlet}. */
  usedOutlets?: Set<string>;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `fn` with `context` around it and everything it starts. */
export function runInContext<T>(context: RequestContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the work at hand, or undefined outside any. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The signed-in actor; throws where there is none, since a missing actor must never mean "skip the checks". */
export function currentActor(): Actor {
  const actor = storage.getStore()?.actor;
  if (!actor) throw new Error('no actor in context');
  return actor;
}

/** Whether an actor works in some of the tenant's outlets only. */
export function isLimited(actor: Pick<Actor, 'outletIds'>): boolean {
  return actor.outletIds.length > 0;
}

/** Whether an actor works in an outlet; without a list of outlets, in every one of the tenant. */
export function worksIn(actor: Pick<Actor, 'outletIds'>, outletId: string): boolean {
  return !isLimited(actor) || actor.outletIds.includes(outletId);
}

/**
 * Whether an actor may do what they ask for in an outlet. What was asked and granted is remembered: a kept answer is
 * given again only to who may still use the same outlets.
 */
export function mayUseOutlet(actor: Pick<Actor, 'outletIds'>, outletId: string): boolean {
  const may = worksIn(actor, outletId);
  const context = storage.getStore();
  if (may && context) (context.usedOutlets ??= new Set()).add(outletId);
  return may;
}
