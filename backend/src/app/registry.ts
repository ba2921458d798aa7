import type { Request, RequestHandler } from 'express';
import { Problem } from '../platform/http';
import type { Route } from '../platform/http';
import { pipeline } from './pipeline';
import type { AnswerCheck } from './pipeline';

const matcher = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);

interface Entry<T> {
  names: string[];
  value: T;
}

interface Step<T> {
  fixed: Map<string, Step<T>>;
  named: Step<T> | null;
  /** By method. */
  ends: Map<string, Entry<T>>;
}

const newStep = <T>(): Step<T> => ({ fixed: new Map(), named: null, ends: new Map() });

export interface Found<T> {
  value: T;
  /** As they stand in the path, not decoded. */
  params: Record<string, string>;
}

/**
 * Finds what is declared for a method and path, segment by segment: what it takes grows with the path, not with the
 * number of routes. A segment that is written out goes before one that is named.
 */
export function routeTable<T>(declared: readonly { method: string; path: string; value: T }[]): {
  find(method: string, path: string): Found<T> | null;
} {
  const root = newStep<T>();
  for (const { method, path, value } of declared) {
    const names: string[] = [];
    let step = root;
    for (const segment of path.slice(1).split('/')) {
      if (segment.startsWith(':')) {
        names.push(segment.slice(1));
        step = step.named ??= newStep();
      } else {
        let next = step.fixed.get(segment);
        if (!next) step.fixed.set(segment, (next = newStep()));
        step = next;
      }
    }
    if (!step.ends.has(method)) step.ends.set(method, { names, value });
  }

  function walk(
    step: Step<T>,
    method: string,
    segments: string[],
    at: number,
    given: string[],
  ): Found<T> | null {
    if (at === segments.length) {
      const end = step.ends.get(method);
      if (!end) return null;
      return { value: end.value, params: Object.fromEntries(end.names.map((name, n) => [name, given[n]!])) };
    }
    const segment = segments[at]!;
    const fixed = step.fixed.get(segment);
    const found = fixed && walk(fixed, method, segments, at + 1, given);
    if (found) return found;
    return step.named && segment ? walk(step.named, method, segments, at + 1, [...given, segment]) : null;
  }

  return { find: (method, path) => walk(root, method, path.slice(1).split('/'), 0, []) };
}

/** The routes of `/api/v1`, from the registry; what none of them is goes on. */
export function apiRoutes(routes: readonly Route[], check?: AnswerCheck): RequestHandler {
  const table = routeTable(
    routes.map((route) => ({ method: route.method, path: route.path, value: pipeline(route, check) })),
  );
  return (req, res, next) => {
    const found = table.find(req.method === 'HEAD' ? 'get' : req.method.toLowerCase(), req.path);
    if (!found) return next();
    for (const name in found.params) found.params[name] = decodeURIComponent(found.params[name]!);
    req.params = found.params;
    return found.value(req, res, next);
  };
}

/** Refuses what no route answered: an unknown method of a known path with a 405 that names the known, all else with 404. */
export function refuseUnknown(routes: readonly Route[]): (req: Request) => never {
  const known = routes.map(({ method, path }) => ({ method: method.toUpperCase(), pattern: matcher(path) }));
  return (req) => {
    const allowed = [
      ...new Set(known.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method)),
    ];
    if (!allowed.length) throw new Problem('not_found');
    throw new Problem('method_not_allowed', {
      params: { method: req.method, allowed: allowed.join(', ') },
      headers: { Allow: allowed.join(', ') },
    });
  };
}
