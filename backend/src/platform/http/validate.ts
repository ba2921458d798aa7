import type { Request } from 'express';
import { body, param, query } from 'express-validator';
import type { ValidationChain } from 'express-validator';
import { Problem } from './problem';
import type { Route } from './route';
import { s } from './schema';
import type { Field, FieldIssue } from './schema';

type Place = 'body' | 'query' | 'params';
interface Gathered {
  issues: FieldIssue[];
  values: Partial<Record<Place, unknown>>;
  /** express-validator takes what a check throws for a finding; here it is a fault of ours. */
  faults: unknown[];
}

const nothingYet = (): Gathered => ({ issues: [], values: {}, faults: [] });
/** What the chains of a request have gathered; they are made once per route and know of none. */
const gatherings = new WeakMap<object, Gathered>();

/** The most findings that one answer names: a hostile body must not be answered with a larger one. */
const MAX_ISSUES = 500;

/**
 * One chain for a whole place of the request: the declared field checks every part, refuses unknown names and
 * gathers all that is wrong, where chains per path would lose the type and can't be printed as JSON Schema.
 */
function checksOf(place: Place, start: () => ValidationChain, declared: Field): Checks {
  const chain = start().custom((value: unknown, { req }) => {
    const gathered = gatherings.get(req)!;
    try {
      gathered.values[place] = declared.check(place === 'query' ? named(value) : value, '', gathered.issues);
    } catch (fault) {
      gathered.faults.push(fault);
    }
    return true;
  });
  return { place, declared, chain };
}

/** A place of a request: what is declared of it, and the chain that gathers all that is wrong there. */
interface Checks {
  place: Place;
  declared: Field;
  chain: ValidationChain;
}

/** What is sound, as nearly everything is, passes by the declaration alone; chains are run for what is refused. */
async function gather({ place, declared, chain }: Checks, req: Request): Promise<Gathered> {
  const gathered = nothingYet();
  const given: unknown = place === 'query' ? named(req.query) : req[place];
  gathered.values[place] = declared.check(given, '', gathered.issues);
  if (gathered.issues.length === 0) return gathered;
  const refused = nothingYet();
  gatherings.set(req, refused);
  await chain.run(req);
  return refused;
}

interface Chains {
  params: Checks | null;
  query: Checks;
  /** Whether there is something that a query has to say. */
  needsQuery: boolean;
  body: Checks | null;
}

const made = new WeakMap<Route, Chains>();

function chainsOf(route: Route): Chains {
  let chains = made.get(route);
  if (!chains) {
    chains = {
      params: route.params ? checksOf('params', () => param(), s.object(route.params)) : null,
      query: checksOf('query', () => query(), s.object(route.query ?? {})),
      needsQuery: Object.values(route.query ?? {}).some(({ isOptional }) => !isOptional),
      body: route.body ? checksOf('body', () => body(), route.body) : null,
    };
    made.set(route, chains);
  }
  return chains;
}

/** What a query string says: `?q=&status=` says as much as leaving both out. */
function named(query: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query as object).filter(([, value]) => value !== ''));
}

const own = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Record<string, unknown>)[name]
    : undefined;

/**
 * Takes the nulls that were objected to out of a body, and says whether there were any: who creates something may name
 * what they leave out. In a change null is no such word, since there it could mean "take away".
 */
function dropNulls(body: unknown, issues: readonly FieldIssue[]): boolean {
  const dropped = issues.filter(({ path, code }) => {
    const names = path.split('.');
    const last = names.pop()!;
    const holder = names.reduce(own, body);
    if (code === 'unknown_field' || Array.isArray(holder) || own(holder, last) !== null) return false;
    return Reflect.deleteProperty(holder as object, last);
  });
  return dropped.length > 0;
}

export interface CheckedInput {
  body: unknown;
  query: unknown;
  params: unknown;
}

/**
 * Checks a request against its route's declaration. A malformed id in the path is a 404 (there is no such thing);
 * everything else that is wrong comes back at once in one 422.
 */
export async function validate(route: Route, req: Request): Promise<CheckedInput> {
  const chains = chainsOf(route);
  const ofPath = chains.params ? await gather(chains.params, req) : nothingYet();
  if (ofPath.issues.length) throw new Problem('not_found');
  const asks = chains.needsQuery || req.url.includes('?');
  const ofQuery = asks ? await gather(chains.query, req) : nothingYet();
  let ofBody = nothingYet();
  if (chains.body) {
    ofBody = await gather(chains.body, req);
    if (route.method === 'post' && dropNulls(req.body, ofBody.issues))
      ofBody = await gather(chains.body, req);
  }
  const faults = [ofPath, ofQuery, ofBody].flatMap((gathered) => gathered.faults);
  if (faults.length) throw faults[0];
  const issues = [...ofQuery.issues, ...ofBody.issues];
  if (issues.length) throw new Problem('validation_failed', { errors: issues.slice(0, MAX_ISSUES) });
  return { body: ofBody.values.body, query: ofQuery.values.query ?? {}, params: ofPath.values.params ?? {} };
}

/** The checked query of a GET without more ado; null where anything is wrong with it, which {@link validate} then says. */
export function readQuery(route: Route, given: object): object | null {
  const issues: FieldIssue[] = [];
  const checked = chainsOf(route).query.declared.check(named(given), '', issues);
  return issues.length ? null : (checked as object);
}
