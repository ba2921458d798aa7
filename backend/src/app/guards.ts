import type { Request, Response } from 'express';
import { authenticateKey, endKeysOf } from '../modules/api-keys';
import { authenticate, onTakeover } from '../modules/auth';
import {
  assertCanSell,
  assertFeature,
  assertMayBegin,
  assertNotSuspended,
  assertWithinHistory,
  assertWithinUsers,
} from '../modules/subscriptions';
import { currentContext } from '../platform/context';
import type { Actor } from '../platform/context';
import { Problem, bearerToken, changesSomething, secretsOf, takePoint } from '../platform/http';
import type { Route } from '../platform/http';

// Here, since those who know of accounts know nothing of keys.
onTakeover(endKeysOf);

function unauthenticated(): Problem {
  return new Problem('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer realm="meja"' } });
}

/** Whoever the header names: a person by their token, or a program by its key. */
async function bearerOf(req: Request): Promise<Actor> {
  const { authorization } = req.headers;
  const key = req.headers['x-api-key'];
  if (authorization === undefined && typeof key === 'string' && key) return authenticateKey(key);
  const token = bearerToken(authorization);
  if (!token) throw unauthenticated();
  return authenticate(token);
}

/** Who is asking: the bearer's actor, or null on a public route without a token. */
export async function authGuard(route: Route, req: Request, res: Response): Promise<Actor | null> {
  const header = req.headers.authorization;
  if (route.public && !header) return null;
  if (route.public && !bearerToken(header)) throw unauthenticated();
  // A stale token must not keep anyone from signing in again.
  const actor = route.public ? await bearerOf(req).catch(() => null) : await bearerOf(req);
  const context = currentContext();
  if (context) context.actor = actor;
  const point = actor && takePoint(res, 'user', actor.apiKeyId ?? actor.accountId);
  if (point) await point;
  return actor;
}

/**
 * 402 where the tenant's subscription does not allow selling; 403 where its plan lacks the feature, where the person is
 * beyond its users and would change something, and for a suspended tenant. One's own account stays open to all of them.
 */
export async function subscriptionGuard(route: Route, actor: Actor | null): Promise<void> {
  if (!actor?.tenantId || route.public || route.permission === 'profile:manage') return;
  await assertNotSuspended(actor.tenantId);
  if (changesSomething(route)) await assertWithinUsers(actor.tenantId, actor.userId);
  if (route.sells) await assertCanSell(actor.tenantId);
  if (actor.apiKeyId) await assertFeature(actor.tenantId, 'api');
  if (route.feature) await assertFeature(actor.tenantId, route.feature);
}

/** 403 where a call would begin something beyond the plan. */
export async function beginningGuard(route: Route, actor: Actor | null, body: unknown): Promise<void> {
  if (!route.begins || !actor?.tenantId) return;
  await assertMayBegin(actor.tenantId, route.begins, (body as { outletId?: string } | undefined)?.outletId);
}

/** The query of a route that reads history, from the first day that the plan opens on; 403 where it asks for an earlier one. */
export async function historyGuard(route: Route, actor: Actor | null, query: unknown): Promise<unknown> {
  if (!route.history || !actor?.tenantId) return query;
  const { from, to } = query as { from?: string; to?: string };
  const first = await assertWithinHistory(actor.tenantId, from ?? to);
  return first === null || from !== undefined ? query : { ...(query as object), from: first };
}

/** 403 where a route of a tenant is called by someone who is in none (a super admin). */
export function requireTenantId(route: Route, actor: Actor | null): void {
  if (route.public || !actor || actor.tenantId) return;
  if (!route.permission.startsWith('platform:') && route.permission !== 'profile:manage')
    throw new Problem('forbidden');
}

const OWN_FOR_IMPERSONATOR = new Set(['get /auth/me', 'delete /auth/impersonation']);

/** Whoever looks through somebody's eyes sees no secret and touches nothing of their account. */
const isForImpersonator = (route: Route): boolean =>
  route.permission === 'profile:manage'
    ? OWN_FOR_IMPERSONATOR.has(`${route.method} ${route.path}`)
    : Object.values(route.answers).every((answer) => secretsOf(answer).length === 0);

/** 403 unless the actor holds the route's permission; with a generated password, or without a second factor that is asked for, nothing but one's own account. */
export function permissionGuard(route: Route, actor: Actor | null): void {
  if (route.public) return;
  if (!actor) throw new Problem('unauthenticated');
  if (!actor.permissions.has(route.permission))
    throw new Problem('forbidden', { params: { permission: route.permission } });
  if (actor.impersonator && !isForImpersonator(route)) throw new Problem('forbidden');
  if (actor.mustChangePassword && route.permission !== 'profile:manage')
    throw new Problem('must_change_password');
  if (actor.mustSetUpTwoFactor && route.permission !== 'profile:manage')
    throw new Problem('two_factor_setup_required');
}
