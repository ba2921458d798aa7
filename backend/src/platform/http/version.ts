import { Problem } from './problem';
import type { Field } from './schema';
import { s } from './schema';

const version = s.integer({ min: 1 });

interface Changing {
  method: string;
  path: string;
  changes?: false | undefined;
  permission?: string | undefined;
  states?: true | undefined;
}

/** Whether a call changes a thing that somebody else may be changing: it may then name the version it is meant for. */
export const takesVersion = (route: Changing): boolean =>
  route.method !== 'get' &&
  route.changes !== false &&
  !route.states &&
  route.path.includes('/:') &&
  // What is one's own alone (sessions) has no versions, and the service's owner acts by states: suspended, open, paid.
  route.permission !== 'profile:manage' &&
  !route.permission?.startsWith('platform:');

/** A body that may carry `version` beside what the route takes; a route without a body takes it alone. */
export function withVersion(body: Field | undefined): Field {
  const inner = body ?? s.object({});
  const properties = (inner.json.properties ?? {}) as Record<string, unknown>;
  if ('version' in properties) return inner;
  return {
    ...inner,
    json: { ...inner.json, properties: { ...properties, version: version.json } },
    check(value, path, issues) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'version'))
        return inner.check(value, path, issues);
      const { version: named, ...rest } = value as Record<string, unknown>;
      const checked = named === null ? undefined : version.check(named, 'version', issues);
      return {
        ...(inner.check(rest, path, issues) as object),
        ...(checked !== undefined && { version: checked }),
      };
    },
  };
}

/** 412 where a change is meant for another version than the one that stands. */
export function assertVersion(named: number | null, current: number): void {
  if (named !== null && named !== current)
    throw new Problem('version_conflict', { params: { version: current } });
}
