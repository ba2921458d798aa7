import { randomUUID } from 'node:crypto';
import { effectivePermissions } from '@meja/domain';
import type { Role } from '@meja/domain';
import { routes } from '../../src/app/routes';
import { runInContext } from '../../src/platform/context';
import type { Actor } from '../../src/platform/context';
import { hashRequest, s } from '../../src/platform/http';
import type { Call, Field, FieldIssue, Reply, Route } from '../../src/platform/http';

export interface Member {
  userId: string;
  accountId: string;
  name: string;
  role: Exclude<Role, 'SUPER_ADMIN'>;
  outletIds: string[];
}

function routeFor(method: string, path: string): { route: Route; params: Record<string, string> } {
  for (const route of routes) {
    if (route.method.toUpperCase() !== method) continue;
    const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
    const match = new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (match)
      return { route, params: Object.fromEntries(names.map((name, index) => [name, match[index + 1]!])) };
  }
  throw new Error(`no route ${method} ${path}`);
}

function checked(field: Field | undefined, value: unknown, what: string): unknown {
  if (!field) return undefined;
  const issues: FieldIssue[] = [];
  const result = field.check(value, '', issues);
  if (issues.length) throw new Error(`${what}: ${JSON.stringify(issues)}`);
  return result;
}

function dataOf(reply: Reply): unknown {
  if ('json' in reply) return (reply.json as { data: unknown }).data;
  if ('text' in reply) return (JSON.parse(reply.text.toString()) as { data: unknown }).data;
  return undefined;
}

/**
 * Calls a route's handler as somebody, past sign-in and limits but with its validation and its permission, so that the
 * demo holds nothing that the API would not have made. `body` of a GET is its query.
 */
export type Demo = <T>(member: Member, method: string, path: string, body?: object) => Promise<T>;

export function demoCaller(tenantId: string): Demo {
  return async <T>(member: Member, method: string, path: string, body: object = {}): Promise<T> => {
    const { route, params } = routeFor(method, path);
    const permissions = new Set(effectivePermissions(member));
    if (!route.permission || !permissions.has(route.permission))
      throw new Error(`${member.name} may not ${method} ${path}`);
    const actor: Actor = {
      ...member,
      sessionId: randomUUID(),
      tenantId,
      permissions,
      mustChangePassword: false,
    };
    const call = {
      body: checked(route.body, body, `${method} ${path}`),
      query: checked(route.query && s.object(route.query), method === 'GET' ? body : {}, path) ?? {},
      params,
      actor,
      maybeActor: actor,
      tenantId,
      ifMatch: null,
      idempotencyKey: null,
      requestHash: hashRequest(method, `/api/v1${path}`, body),
      req: { method, originalUrl: `/api/v1${path}`, headers: {} },
    };
    const context = {
      requestId: randomUUID(),
      locale: 'id' as const,
      ip: '127.0.0.1',
      userAgent: 'demo',
      actor,
      route: path,
    };
    const reply = await runInContext(context, async () => {
      const given = call as Call as never;
      return route.handle(given, await route.prepare?.(given));
    });
    return dataOf(reply) as T;
  };
}
